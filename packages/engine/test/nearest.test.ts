import { describe, expect, it } from 'vitest';
import type { NewObservation, Store } from '../src/index.ts';
import { openStore, randomVector, seeded, storeKind } from './helpers.ts';

/** The definition, written as plainly as can be: 64-bit distances over 32-bit numbers, ties by order of arrival. */
function bruteForce(observations: NewObservation[], query: number[], k: number, start = -Infinity, end = Infinity) {
  return observations
    .map((each, index) => ({ ...each, sequence: index + 1 }))
    .filter(({ vector, timestamp = 0 }) => vector.length === query.length && timestamp >= start && timestamp <= end)
    .map(({ entityId, vector, sequence }) => ({
      entityId,
      sequence,
      distance: Math.hypot(...vector.map((value, i) => Math.fround(value) - Math.fround(query[i] as number))),
    }))
    .sort((a, b) => a.distance - b.distance || a.sequence - b.sequence)
    .slice(0, k);
}

async function expectExact(
  store: Store,
  observations: NewObservation[],
  query: number[],
  k: number,
  start?: number,
  end?: number,
) {
  const window = { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
  const { hits, compared } = await store.search('t', { vector: query, window, limit: k });
  const expected = bruteForce(observations, query, k, start, end);
  expect(hits.map(({ entityId, sequence }) => ({ entityId, sequence }))).toEqual(
    expected.map(({ entityId, sequence }) => ({ entityId, sequence })),
  );
  for (const [i, hit] of hits.entries()) expect(hit.distance).toBeCloseTo(expected[i]?.distance as number, 10);
  expect(compared).toBe(bruteForce(observations, query, Infinity, start, end).length);
}

describe('the nearest', () => {
  it('are those of a brute-force search, over whole, equal and differing rows', async () => {
    const random = seeded(7);
    const store = await openStore();
    const walks = new Map<string, number[]>();
    const observations = Array.from({ length: 3000 }, (_, i): NewObservation => {
      const length = [2, 5, 16][i % 3] as number;
      const entityId = `e${Math.floor(random() * 20)}-${length}`;
      const before = walks.get(entityId) ?? randomVector(random, length);
      const step = random() < 0.2 ? 0 : random() < 0.1 ? 1 : 1e-3;
      const vector = before.map((value) => value + (random() - 0.5) * step);
      walks.set(entityId, vector);
      return { entityId, vector, timestamp: Math.floor(random() * 1000) };
    });
    await store.ingest('t', observations);
    const { compressed } = await store.status('t');
    expect(compressed > 1000 && compressed < 3000).toBe(storeKind().compresses);
    for (let round = 0; round < 40; round++) {
      const near = observations[Math.floor(random() * 3000)] as NewObservation;
      const query = near.vector.map((value) => value + (random() - 0.5) * 10 ** -(round % 7));
      const [a = 0, b = 0] = [random() * 1000, random() * 1000].map(Math.floor).sort((x, y) => x - y);
      await expectExact(store, observations, query, 1 + (round % 25), a, b);
      await expectExact(store, observations, query, 10);
    }
  });

  it('are told apart where 32-bit sums cannot', async () => {
    const random = seeded(5);
    const store = await openStore();
    const query = Array.from({ length: 500 }, () => 0);
    const observations = Array.from({ length: 300 }, (_, i): NewObservation => {
      const vector = Array.from({ length: 499 }, (_, j) => 1 + j / 512).sort(() => random() - 0.5);
      return { entityId: `e${i}`, vector: [...vector, ((i * 101) % 300) * 3e-5], timestamp: 0 };
    });
    await store.ingest('t', observations);
    await expectExact(store, observations, query, 5);
  });

  it.each([
    [1, 0.95, 0.9],
    [3e19, 1.5e19, 1e18],
  ])('can be stored as a difference from a row that is too far, at %d', async (key, other, nearest) => {
    const store = await openStore();
    const at = (entityId: string, first: number) => ({ entityId, vector: [first, 0, 0, 0, 0, 0, 0, 0], timestamp: 0 });
    const observations = [at('moved', key), at('stays', other), at('moved', nearest)];
    await store.ingest('t', observations);
    expect(await store.status('t')).toMatchObject({ compressed: storeKind().compresses ? 1 : 0 });
    await expectExact(store, observations, at('', 0).vector, 1);
  });

  it('are settled by order of arrival among any number of equals', async () => {
    const store = await openStore();
    const observations = Array.from({ length: 200 }, (_, i) => ({ entityId: `e${i}`, vector: [1, 2], timestamp: 0 }));
    await store.ingest('t', observations);
    await expectExact(store, observations, [1, 2.5], 10);
  });

  it.each([1e-30, 1e-40, 3e-23, 1e38])(
    'hold for numbers of the size %s, whose squares leave 32 bits',
    async (scale) => {
      const random = seeded(3);
      const store = await openStore();
      const observations = Array.from({ length: 100 }, () =>
        randomVector(random, 3).map((value) => value * scale),
      ).flatMap((vector, i) =>
        Array.from(
          { length: 3 },
          (_, j): NewObservation => ({
            entityId: `e${i}`,
            vector: vector.map((value) => value * (1 - j * 1e-4)),
            timestamp: 0,
          }),
        ),
      );
      await store.ingest('t', observations);
      expect((await store.status('t')).compressed > 100).toBe(storeKind().compresses);
      const query = randomVector(random, 3).map((value) => value * scale);
      const { hits } = await store.search('t', { vector: query, window: {}, limit: 10 });
      expect(hits.map(({ sequence }) => sequence)).toEqual(
        bruteForce(observations, query, 10).map(({ sequence }) => sequence),
      );
    },
  );

  it('are only those of the types and the tenant asked for, in a window whose ends belong to it', async () => {
    const store = await openStore();
    await store.ingest('t', [
      { entityId: 'a', vector: [1, 0], entityType: 'A', timestamp: 10 },
      { entityId: 'b', vector: [2, 0], entityType: 'B', timestamp: 20 },
    ]);
    await store.ingest('u', [{ entityId: 'x', vector: [0, 0], entityType: 'A', timestamp: 10 }]);
    const ids = async (query: object) =>
      (await store.search('t', { vector: [0, 0], window: {}, limit: 9, ...query })).hits.map(
        ({ entityId }) => entityId,
      );
    expect(await ids({})).toEqual(['a', 'b']);
    expect(await ids({ entityTypes: ['B'] })).toEqual(['b']);
    expect(await ids({ window: { start: 10, end: 10 } })).toEqual(['a']);
    expect(await ids({ window: { start: 11, end: 19 } })).toEqual([]);
    await store.updateEntity('t', 'a', { entityType: 'B' });
    expect(await ids({ entityTypes: ['B'] })).toEqual(['a', 'b']);
  });
});
