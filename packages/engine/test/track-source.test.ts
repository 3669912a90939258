import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackSource } from '../src/trajectory/track.ts';
import { openStore, storeKind } from './helpers.ts';
import { MemoryTracks } from './memory-tracks.ts';

const TYPES = ['A', 'B'];

const observation = fc.record({
  tenant: fc.constantFrom('t', 'u'),
  entity: fc.constantFrom(0, 1, 2),
  time: fc.integer({ min: -20, max: 20 }),
  vector: fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: 1, maxLength: 3 }),
});

const moment = fc.option(fc.integer({ min: -25, max: 25 }), { nil: undefined });

const question = fc.record({
  start: moment,
  end: moment,
  dimensions: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  most: fc.integer({ min: 2, max: 12 }),
  choose: fc.constantFrom('evenly' as const, 'latest' as const),
  numbers: fc.constantFrom(undefined, 6),
  entityTypes: fc.constantFrom(undefined, ['A'], ['B', 'C']),
  after: fc.constantFrom(undefined, 'e0', 'e1', 'é'),
  origin: fc.integer({ min: -40, max: -26 }),
  interval: fc.integer({ min: 1, max: 30 }),
});

const present = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [Member in keyof T]: NonNullable<T[Member]>;
  };

/** Everything a source says to one question, refusals included. */
async function ask(source: TrackSource, { start, end, entityTypes, after, origin, interval, ...q }: Question) {
  const window = present({ start, end });
  const query = { ...present(q), window };
  const filter = present({ entityTypes });
  const refused = (error: { code: string }) => error.code;
  const all: unknown[] = [];
  for await (const track of source.tracks('t', { ...query, ...filter, ...present({ after }) })) all.push(track);
  const counted = { ...filter, window: { start: start ?? -25, end: end ?? 25 }, origin, interval };
  return {
    tracks: all,
    track: await source.track('t', 'e1', query).catch(refused),
    nobody: await source.track('t', 'nobody', query).catch(refused),
    extent: await source.timeExtent('t', filter),
    extentOfOne: await source.timeExtent('t', { ...filter, entityId: 'e0' }).catch(refused),
    counts: await source.timeCounts('t', counted),
    countsOfOne: await source.timeCounts('t', { ...counted, entityId: 'é' }).catch(refused),
  };
}

type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

describe('tracks of a store', () => {
  it('are those of its definition', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(observation, { maxLength: 60 }),
        fc.array(question, { minLength: 5 }),
        async (all, qs) => {
          const store = await openStore();
          const plain = new MemoryTracks();
          for (const { tenant, entity, time, vector } of all) {
            const entityId = ['e0', 'e1', 'é'][entity] as string;
            const entityType = TYPES[entity % 2] as string;
            await store.ingest(tenant, [{ entityId, entityType, vector, timestamp: time }]);
            plain.add(tenant, entityId, time, vector, entityType);
          }
          for (const each of qs) expect(await ask(store, each)).toEqual(await ask(plain, each));
        },
      ),
      { numRuns: storeKind().runs },
    );
  });

  it('are read in full past the entities looked up at a time', async () => {
    const store = await openStore();
    const ids = Array.from({ length: 450 }, (_, i) => `e${String(i).padStart(3, '0')}`);
    await store.ingest(
      't',
      ids.map((entityId) => ({ entityId, vector: [1], timestamp: 0 })),
    );
    const found: string[] = [];
    for await (const { entityId } of store.tracks('t', { window: {}, most: 9, choose: 'latest' })) found.push(entityId);
    expect(found).toEqual(ids);
  });
});
