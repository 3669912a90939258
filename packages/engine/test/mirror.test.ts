import { describe, expect, it, onTestFinished } from 'vitest';
import type { SearchQuery } from '../src/index.ts';
import { SqliteStore } from '../src/index.ts';
import { randomVector, seeded, temporaryDirectory, useStores } from './helpers.ts';

const MIB = 2 ** 20;
const TENANT = 't';
const ENTITIES = 12;
const STEPS = 120;

const open = (bytes: number): SqliteStore => {
  const store = new SqliteStore({ mirror: { bytes, wide: 0 } });
  onTestFinished(() => store.close());
  return store;
};

/** What a search found, without cursors, which are each store's own. */
const found = async (store: SqliteStore, query: SearchQuery) => {
  const { nextCursor, ...rest } = await store.search(TENANT, query);
  const { cursor: _, ...first } = query;
  const more = nextCursor === null ? null : await store.search(TENANT, { ...first, cursor: nextCursor });
  return { ...rest, more: more?.hits };
};

describe('with rows in memory', async () => {
  useStores({
    compresses: true,
    runs: 30,
    place: async () => temporaryDirectory(),
    open: async ({ place, ...options }) =>
      new SqliteStore({
        ...options,
        mirror: { bytes: 64 * MIB, wide: 0 },
        ...(place !== undefined && { directory: place }),
      }),
  });
  await import('./nearest.test.ts');
  await import('./search.test.ts');
  await import('./store.test.ts');
  await import('./time-travel.test.ts');
});

describe('a mirror', { timeout: 60_000 }, () => {
  it.each([1, 2, 3, 4])('answers as the rows themselves, whatever is written in between (seed %i)', async (seed) => {
    const random = seeded(seed);
    const pick = (n: number) => Math.floor(random() * n);
    const stores = [open(64 * MIB), open(0)] as const;
    const both = async <T>(work: (store: SqliteStore) => Promise<T>) => [await work(stores[0]), await work(stores[1])];
    const snapshots: string[][] = [];
    for (let step = 0; step < STEPS; step++) {
      const kind = pick(10);
      if (kind < 4) {
        const observations = Array.from({ length: 1 + pick(40) }, () => ({
          entityId: `e${pick(ENTITIES)}`,
          entityType: `T${pick(3)}`,
          vector: randomVector(random, 2 + pick(2)).map((x) => Math.round(x * 4) / 4),
          timestamp: pick(1000),
        }));
        await both((store) => store.ingest(TENANT, observations));
      } else if (kind === 4) {
        const start = pick(1000);
        await both((store) => store.deleteVectors(TENANT, { window: { start, end: start + 30 } }));
      } else if (kind === 5 && random() < 0.3) {
        const name = `e${pick(ENTITIES)}`;
        await both((store) => store.deleteEntity(TENANT, name).catch(() => 0));
      } else if (kind === 6 && random() < 0.2) {
        const before = pick(100);
        await both((store) => store.applyRetention(TENANT, { before }));
      } else if (kind === 7 && random() < 0.4) {
        const at = snapshots[pick(snapshots.length)];
        if (at) for (const [i, id] of at.entries()) await (stores[i] as SqliteStore).restoreSnapshot(TENANT, id);
        const made = await both((store) =>
          store.createSnapshot(TENANT, { label: null, expiresAt: Number.MAX_SAFE_INTEGER }),
        );
        snapshots.push(made.map(({ snapshotId }) => snapshotId));
      }
      const start = pick(1000);
      const query: SearchQuery = {
        vector: randomVector(random, 2 + pick(2)).map((x) => Math.round(x * 4) / 4),
        window: random() < 0.3 ? {} : { start, end: start + pick(500) },
        limit: 1 + pick(20),
        ...(random() < 0.3 && { radius: random() }),
        ...(random() < 0.3 && { entityTypes: [`T${pick(3)}`] }),
        ...(random() < 0.3 && { exceptEntity: `e${pick(ENTITIES)}` }),
      };
      const [mirrored, plain] = await both((store) => found(store, query));
      expect(mirrored).toEqual(plain);
    }
  });

  it('keeps to its memory, and answers what it has no room for from what is stored', async () => {
    const random = seeded(5);
    const length = 1024;
    const [small, none] = [open(2.5 * MIB), open(0)];
    const rows = 1200;
    for (let first = 0; first < rows; first += 200) {
      const batch = Array.from({ length: 200 }, (_, i) => ({
        entityId: `e${i}`,
        vector: randomVector(random, length),
        timestamp: first + i,
      }));
      for (const store of [small, none]) await store.ingest(TENANT, batch);
      for (const start of [0, first, first + 100]) {
        const query = { vector: randomVector(random, length), window: { start }, limit: 5 };
        expect(await found(small, query)).toEqual(await found(none, query));
      }
      // What is filled in turns has its turn.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});
