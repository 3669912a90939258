import { describe, expect, it } from 'vitest';
import type { Selection, Store } from '../src/index.ts';
import { collect, openStore, seeded, storeKind } from './helpers.ts';
import { World } from './world.ts';

/** Few enough digits for a 32-bit float to give back. */
const short = (value: number) => Number(value.toFixed(6));

const FOREVER = Number.MAX_SAFE_INTEGER;

/** Names the instant just after the last write. A snapshot that has expired holds on to nothing. */
const instant = async (store: Store, expiresAt = 0) => await store.createSnapshot('t', { label: null, expiresAt });

async function expectSame(store: Store, world: World, random: () => number) {
  const status = await store.status('t');
  expect(status).toMatchObject({ entities: world.things.size, observations: world.rows.length });
  const rows = (await collect(store.scan('t', { window: {} }))).flat();
  expect(rows.filter(({ compressed }) => compressed)).toHaveLength(status.compressed);
  const bySequence = (a: { sequence: number }, b: { sequence: number }) => a.sequence - b.sequence;
  expect(rows.toSorted(bySequence)).toMatchObject(
    world.rows.map((row) => ({ ...row, vector: [...row.vector] })).toSorted(bySequence),
  );
  const { entities } = await store.entities('t', { limit: 100 });
  expect(entities).toMatchObject(
    [...world.things]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([entityId, { type, displayName }]) => {
        const own = world.select({ entityId, window: {} });
        const times = own.map(({ timestamp }) => timestamp).sort((a, b) => a - b);
        return {
          entityId,
          entityType: type,
          displayName,
          observations: own.length,
          firstObserved: times[0] ?? null,
          lastObserved: times.at(-1) ?? null,
          dimensions: [...new Set(own.map(({ vector }) => vector.length))].sort(),
        };
      }),
  );
  const selection = { window: { start: Math.floor(random() * 50), end: 50 + Math.floor(random() * 50) } };
  expect((await store.count('t', selection)).observations).toBe(world.select(selection).length);
}

async function expectSeen(store: Store, world: World, knownAt: number | undefined, random: () => number) {
  const vector = [random(), random()];
  const filter: Selection = {
    window: { start: Math.floor(random() * 30), end: 60 + Math.floor(random() * 40) },
    ...(random() < 0.5 && { entityTypes: ['A', 'UNKNOWN'] }),
  };
  const query = { vector, limit: 5, ...filter, ...(knownAt !== undefined && { knownAt }) };
  const { hits, compared } = await store.search('t', query);
  const expected = world.nearest(vector, filter);
  expect(compared).toBe(expected.length);
  expect(
    hits.map(({ vector: _, metadata: __, distance, ...hit }) => ({ ...hit, distance: distance.toFixed(9) })),
  ).toEqual(expected.slice(0, 5).map((hit) => ({ ...hit, distance: hit.distance.toFixed(9) })));
}

describe('a store over time', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is what a plain model of it is, now and as of every instant before (seed %d)',
    async (seed) => {
      const random = seeded(seed);
      const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
      const store = await openStore();
      const world = new World();
      const past: { at: number; id: string; world: World }[] = [];
      const selection = (): Selection => ({
        window: { start: Math.floor(random() * 80), end: Math.floor(random() * 120) },
        ...(random() < 0.4 && { entityTypes: [pick(['A', 'B', 'UNKNOWN'])] }),
        ...(random() < 0.2 && { dimensions: 2 }),
      });
      const acts: Record<string, () => Promise<void>> = {
        async ingest() {
          const observations = Array.from({ length: 1 + Math.floor(random() * 30) }, () => ({
            entityId: pick(['a', 'b', 'c', 'd']),
            ...(random() < 0.2 && { entityType: pick(['A', 'B']) }),
            timestamp: Math.floor(random() * 100),
            vector: pick([
              [0.5, 0.5],
              [0.25, 0.5, 0.75],
              [short(random()), 0.5],
              [short(0.5 + random() * 1e-5), 0.5],
            ]),
          }));
          const stored = await store.ingest('t', observations);
          for (const [i, each] of observations.entries()) world.ingest(each, stored[i]?.sequence as number);
        },
        async patch() {
          const [name, thing] = pick([...world.things]);
          const patch = random() < 0.5 ? { entityType: pick(['A', 'B']) } : { displayName: pick(['x', null]) };
          await store.updateEntity('t', name, patch);
          Object.assign(thing, 'entityType' in patch ? { type: patch.entityType } : patch);
        },
        async deleteVectors() {
          const which = selection();
          const doomed = world.select(which);
          const removed = await store.deleteVectors('t', which);
          expect(removed).toEqual({
            observations: doomed.length,
            entities: new Set(doomed.map(({ entityId }) => entityId)).size,
          });
          world.drop(doomed);
        },
        async deleteEntity() {
          const [name] = pick([...world.things]);
          expect(await store.deleteEntity('t', name)).toBe(world.select({ entityId: name, window: {} }).length);
          world.dropEntity(name);
        },
        async restore() {
          const then = pick(past);
          const { restored, removed } = await store.restoreSnapshot('t', then.id);
          const lacking = (those: World, these: World) =>
            these.rows.filter(({ sequence }) => !those.rows.some((row) => row.sequence === sequence)).length;
          expect(restored).toBe(lacking(world, then.world));
          expect(removed).toBe(lacking(then.world, world));
          Object.assign(world, then.world.copy());
        },
        async retain() {
          const before = Math.floor(random() * 15);
          const old = world.select({ window: { end: before - 1 } });
          expect(await store.applyRetention('t', { before })).toMatchObject({ observations: old.length });
          for (const each of [world, ...past.map((then) => then.world)])
            each.drop(each.select({ window: { end: before - 1 } }));
        },
      };
      const often = [
        'ingest',
        'ingest',
        'ingest',
        'patch',
        'deleteVectors',
        'deleteVectors',
        'deleteEntity',
        'restore',
        'retain',
      ];
      for (let round = 0; round < storeKind().runs; round++) {
        const act = world.things.size < 2 ? 'ingest' : pick(often);
        await acts[act]?.();
        await expectSame(store, world, random);
        await expectSeen(store, world, undefined, random);
        const { createdAt, snapshotId } = await instant(store, FOREVER);
        past.push({ at: createdAt, id: snapshotId, world: world.copy() });
        const then = pick(past);
        await expectSeen(store, then.world, then.at, random);
      }
      const half = past[Math.floor(past.length / 2)] as (typeof past)[number];
      const plan = { historyBefore: FOREVER, snapshotsBefore: half.at };
      const { history } = await store.compact('t', plan);
      expect(history).toBeGreaterThan(0);
      expect(await store.compact('t', plan)).toEqual({ history: 0, snapshots: 0, bytes: 0 });
      await expectSame(store, world, random);
      await expectSeen(store, world, undefined, random);
      const from = (await store.status('t')).historyFrom as number;
      for (const then of past) {
        const seen = expectSeen(store, then.world, then.at, random);
        if (then.at >= from) await seen;
        else await expect(seen).rejects.toMatchObject({ code: 'history_not_kept' });
        const restoring = store.restoreSnapshot('t', then.id);
        if (then.at < half.at) await expect(restoring).rejects.toMatchObject({ code: 'snapshot_not_found' });
        else await restoring.then(() => expectSame(store, then.world, random));
      }
    },
  );
});
