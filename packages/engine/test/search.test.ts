import { describe, expect, it } from 'vitest';
import { type NewObservation, type SearchQuery, similarEntities } from '../src/index.ts';
import { openStore, randomVector, seeded, storeKind } from './helpers.ts';
import { World } from './world.ts';

/** Walks that move little, so that most rows are stored as differences, and some that repeat exactly. */
function walks(random: () => number, count: number): NewObservation[] {
  const at = new Map<string, number[]>();
  return Array.from({ length: count }, () => {
    const length = random() < 0.8 ? 3 : 2;
    const entityId = `e${Math.floor(random() * 15)}-${length}`;
    const before = at.get(entityId) ?? randomVector(random, length);
    const step = random() < 0.2 ? 0 : 1e-2;
    const vector = before.map((value) => value + (random() - 0.5) * step);
    at.set(entityId, vector);
    const entityType = entityId.startsWith('e1') ? 'ONE' : 'OTHER';
    return { entityId, entityType, vector, timestamp: Math.floor(random() * 1000) };
  });
}

async function worldOf(observations: NewObservation[]) {
  const store = await openStore();
  const world = new World();
  const stored = await store.ingest('t', observations);
  for (const [i, each] of observations.entries()) world.ingest(each, stored[i]?.sequence as number);
  return { store, world };
}

const sequences = (hits: { sequence: number }[]) => hits.map(({ sequence }) => sequence);

describe('a search within a radius', () => {
  it.each([11, 12, 13])('finds all and only what a plain search does, page by page (seed %d)', async (seed) => {
    const random = seeded(seed);
    const observations = walks(random, 1500);
    const { store, world } = await worldOf(observations);
    expect((await store.status('t')).compressed > 500).toBe(storeKind().compresses);
    for (let round = 0; round < 10; round++) {
      const near = observations[Math.floor(random() * observations.length)] as NewObservation;
      const vector = near.vector.map((value) => value + (random() - 0.5) * 0.1);
      const filter = { window: { start: Math.floor(random() * 300) }, ...(round % 2 && { entityTypes: ['OTHER'] }) };
      const all = world.nearest(vector, filter);
      // The distance of one of them, so that one lies exactly on the edge.
      const radius = all[Math.floor(random() * Math.min(all.length, 200))]?.distance as number;
      const query: SearchQuery = { vector, ...filter, radius, limit: 1 + Math.floor(random() * 60) };
      const exact = (await store.search('t', { ...query, limit: 2000 })).hits;
      const found: number[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await store.search('t', cursor === undefined ? query : { ...query, cursor });
        expect(page).toMatchObject({ within: exact.length, compared: all.length });
        found.push(...sequences(page.hits));
        cursor = page.nextCursor;
      }
      expect(found).toEqual(sequences(exact));
      const near_ = all.filter(({ distance }) => distance <= radius * (1 - 1e-12));
      expect(found.slice(0, near_.length)).toEqual(sequences(near_));
      expect(all.filter(({ distance }) => distance <= radius * (1 + 1e-12)).length).toBeGreaterThanOrEqual(
        found.length,
      );
    }
  });
});

describe('a search by cursor', () => {
  it('goes on through everything when there is no radius', async () => {
    const { store, world } = await worldOf(walks(seeded(4), 400));
    const query: SearchQuery = { vector: [0, 0, 0], window: {}, limit: 7 };
    const found: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await store.search('t', cursor === undefined ? query : { ...query, cursor });
      found.push(...sequences(page.hits));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(sequences(world.nearest([0, 0, 0], { window: {} })));
    const { nextCursor } = await store.search('t', query);
    const refused = { code: 'invalid_cursor' };
    const cursor = nextCursor as string;
    await expect(store.search('u', { ...query, cursor })).rejects.toMatchObject(refused);
    await expect(store.search('t', { ...query, vector: [0, 0, 1], cursor })).rejects.toMatchObject(refused);
    await expect(store.search('t', { ...query, window: { start: 1 }, cursor })).rejects.toMatchObject(refused);
  });
});

describe('similar entities', () => {
  it('stand for their latest observation in the window', async () => {
    const { store, world } = await worldOf(walks(seeded(6), 600));
    for (const window of [{}, { end: 700 }, { start: 200, end: 400 }]) {
      const latest = new World();
      latest.things = world.things;
      for (const entityId of world.things.keys()) {
        const own = world.select({ entityId, window });
        own.sort((a, b) => b.timestamp - a.timestamp || b.sequence - a.sequence);
        if (own[0]) latest.rows.push(own[0]);
      }
      const { own, matches, compared } = await similarEntities(store, 't', { entityId: 'e3-3', window, k: 5 });
      const expected = latest
        .nearest(own?.vector as number[], { window })
        .filter(({ entityId }) => entityId !== 'e3-3');
      expect(compared).toBe(expected.length);
      expect(sequences(matches)).toEqual(sequences(expected).slice(0, 5));
    }
    const none = { own: null, matches: [], compared: 0 };
    expect(await similarEntities(store, 't', { entityId: 'e3-3', window: { start: 5000 }, k: 5 })).toEqual(none);
    await expect(similarEntities(store, 'u', { entityId: 'e3-3', window: {}, k: 5 })).rejects.toMatchObject({
      code: 'entity_not_found',
    });
  });
});
