import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Coverage } from '../src/network/coverage.ts';
import { type Nats, startNats, whyNoNats } from './support/nats.ts';
import { Peer } from './support/peer.ts';
import { CuttableWire } from './support/wire.ts';

/** MCP_ROUNDS=20 is the long form: so many rounds of faults. */
const ROUNDS = Number(process.env.MCP_ROUNDS ?? 1);
const LONG = { timeout: 60_000 + ROUNDS * 60_000 };
const NAMES = ['a', 'b', 'c'] as const;
type Name = (typeof NAMES)[number];

const why = whyNoNats();
const work = mkdtempSync(join(tmpdir(), 'network-'));

const at = (minute: number) => `2025-06-01T00:${String(minute).padStart(2, '0')}:00Z`;
/** Entities of each node, with equal vectors on different nodes among them: ties have to break as on one node. */
const observations = Array.from({ length: 120 }, (_, index) => {
  const entity = index % 12;
  const minute = Math.floor(index / 12);
  return {
    entity_id: `${entity % 2 ? 'car' : 'bus'}-${String(entity).padStart(2, '0')}`,
    entity_type: entity % 2 ? 'CAR' : 'BUS',
    vector: entity === 11 ? [1, 2] : [(minute % 4) / 4, (entity % 4) / 8, 0.5],
    timestamp: at(minute),
  };
});
/** Unequal shares: a node's own count of what it stored must not pass for the order in which all of it came. */
const OWNERS: readonly Name[] = ['a', 'a', 'b', 'b', 'b'];
const day = { start_time: at(0), end_time: at(59) };
const range = [at(0), at(59)];
const query = [0.3, 0.2, 0.5];

const READS: readonly (readonly [tool: string, args: Record<string, unknown>])[] = [
  ['list_entity_types', {}],
  ['list_entity_types', { limit: 1 }],
  ['list_entities', {}],
  ['list_entities', { entity_type: 'BUS', limit: 4 }],
  ['get_entity', { entity_id: 'car-05' }],
  ['get_entity', { entity_id: 'nobody' }],
  ['get_history', { entity_id: 'bus-04', descending: true, limit: 3 }],
  ['count_vectors', {}],
  ['count_vectors', { entity_types: ['CAR'], dimensions: 3 }],
  ['temporal_knn', { query_vector: query, k: 25, ...day }],
  [
    'temporal_knn',
    { query_vector: { entity: 'car-03', at: at(4) }, k: 40, entity_types: ['CAR'], include_vectors: true },
  ],
  ['temporal_knn', { query_vector: [1, 2, 3, 4], k: 5 }],
  ['as_of_knn', { query_vector: query, as_of: '2250-01-01T00:00:00Z', k: 30 }],
  ['similar_entities', { entity_id: 'bus-02', k: 5 }],
  ['range_search', { query_vector: query, radius: 0.35, limit: 7 }],
  [
    'batch_search',
    {
      queries: [
        { query_vector: query, k: 3 },
        { query_vector: [1, 2], k: 30 },
      ],
    },
  ],
  ['trajectory_similarity', { entity_id: 'car-01', time_range: range, k: 12 }],
  ['compare_trajectories', { entity_id: 'car-01', other_entity_id: 'bus-06' }],
  ['get_trajectory', { entity_id: 'car-01', reduction: 'even', points: 4, include_vectors: true }],
  ['segment_trajectory', { entity_id: 'bus-00' }],
  ['cluster_trajectories', { clusters: 3, time_range: range }],
  ['anomaly_score', { entity_id: 'car-07', lookback_hours: 24 }],
  ['detect_drift', { entity_id: 'bus-08', reference_range: [at(0), at(4)], current_range: [at(5), at(9)] }],
  ['forecast_vector', { entity_id: 'car-09', steps: 2, ...day, include_vectors: true }],
  ['time_histogram', { ...day, buckets: 5 }],
  ['time_histogram', { entity_type: 'BUS', ...day, buckets: 4 }],
  ['export_vectors', { include_vectors: true, limit: 500 }],
  ['validate_batch', { observations: [{ entity_id: 'x', vector: [] }] }],
];

/** What is each store's own: sequences, times of recording, and how vectors lie on disk. */
const OWN = [
  'sequence',
  'recorded_at',
  'created_at',
  'updated_at',
  'compressed',
  'cursor',
  'next_cursor',
  'request_id',
];
const comparable = ({ coverage: _, ...value }: Record<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner) => (OWN.includes(key) ? (inner === null ? null : '*') : inner));

const coverageIn = (value: Record<string, unknown>) =>
  (value.coverage ?? (value.error as { coverage?: Coverage }).coverage) as Coverage;
const point = (entity: string) => ({ entity_id: entity, vector: [9, 9, 9], timestamp: at(30) });

describe.skipIf(why !== null)(`three nodes${why === null ? '' : `: ${why}`}`, () => {
  const nodes = {} as Record<Name, Peer>;
  let nats: Nats;
  let wire: CuttableWire;
  let wired: number;
  let alone: Peer;

  /** Node c reaches NATS over a wire that can be cut. */
  const start = (name: Name) =>
    Peer.open([
      ...['--network', '--nats', name === 'c' ? `nats://127.0.0.1:${wired}` : nats.url],
      ...['--data', join(work, name), '--node-name', name, '--deadline-ms', '2000'],
    ]);
  const call = async (name: Name, tool: string, args: object = {}) => nodes[name].call(tool, args);
  const whole = (name: Name) =>
    expect
      .poll(async () => coverageIn((await call(name, 'get_status')).value).complete, { timeout: 30_000, interval: 250 })
      .toBe(true);

  beforeAll(async () => {
    nats = await startNats();
    wire = new CuttableWire(Number(new URL(nats.url).port));
    wired = await wire.listen();
    for (const name of NAMES) nodes[name] = await start(name);
    alone = await Peer.open(['--standalone']);
    for (const name of NAMES) await call(name, 'get_status');
    for (const [index, one] of observations.entries()) {
      await call(OWNERS[index % 12] ?? 'c', 'ingest', one);
      await alone.call('ingest', one);
    }
  }, 120_000);
  afterAll(async () => {
    for (const { child } of Object.values(nodes)) child.kill('SIGCONT');
    const ended = await Promise.all(Object.values(nodes).map((peer) => peer.end()));
    expect(ended).toEqual(ended.map(() => 0));
    await alone?.end();
    await wire?.close();
    await nats?.stop();
    rmSync(work, { recursive: true, force: true });
  }, 60_000);

  test.each(READS)('%s %j: every node answers as one node with all data would', LONG, async (tool, args) => {
    const expected = await alone.call(tool, args);
    for (const name of NAMES) {
      const { isError, value } = await call(name, tool, args);
      expect(isError).toBe(expected.isError);
      if (!isError) expect(comparable(value)).toEqual(comparable(expected.value));
      else expect(value.error).toMatchObject({ code: (expected.value.error as { code: string }).code });
      expect(coverageIn(value)).toMatchObject({ complete: true, staleness_ms: expect.any(Number) });
    }
  });

  test.each([
    ['list_entities', { limit: 5 }, 'entities'],
    ['list_entity_types', { limit: 1 }, 'entity_types'],
    ['range_search', { query_vector: query, radius: 1, limit: 9 }, 'hits'],
    ['get_history', { entity_id: 'car-05', limit: 3 }, 'observations'],
    ['export_vectors', { limit: 31 }, 'items'],
  ])('%s: all pages together are those of one node', LONG, async (tool, args, items) => {
    const read = async (peer: Peer) => {
      const all: unknown[] = [];
      let cursor: unknown;
      do {
        const { value } = await peer.call(tool, { ...args, ...(cursor !== undefined && { cursor }) });
        all.push(...(value[items] as unknown[]));
        cursor = value.next_cursor;
      } while (cursor !== null);
      return comparable({ all });
    };
    const expected = await read(alone);
    for (const name of NAMES) expect(await read(nodes[name])).toEqual(expected);
  });

  test('the feed has every change once, in one order for all', LONG, async () => {
    const read = async (name: Name, cursor: string) =>
      (await call(name, 'poll_changes', { cursor, limit: 1000 })).value;
    const { cursor } = (await call('a', 'poll_changes')).value as { cursor: string };
    const beginning = cursor.replace(/-\d+$/, '-0');
    const [first, second] = [await read('a', beginning), await read('c', beginning)];
    expect(first.changes).toHaveLength(observations.length);
    expect(second.changes).toEqual(first.changes);
    const waiting = call('b', 'stream_changes', { cursor, wait_ms: 10_000, limit: 1 });
    await call('c', 'update_entity', { entity_id: 'bus-00', display_name: 'Line 0' });
    expect((await waiting).value.events).toMatchObject([{ entity_id: 'bus-00', change_type: 'updated' }]);
    expect((await call('a', 'poll_changes', { cursor: 'gone-1' })).value.error).toMatchObject({
      code: 'cursor_expired',
    });
  });

  test('cut off: both sides answer from what they reach, and say so', LONG, async () => {
    const full = (await call('a', 'count_vectors')).value.observations as number;
    wire.cut();
    await expect
      .poll(async () => coverageIn((await call('a', 'get_status')).value).missing?.map(({ node }) => node), {
        timeout: 20_000,
      })
      .toEqual(['c']);
    await expect
      .poll(async () => coverageIn((await call('c', 'get_status')).value).missing?.length, { timeout: 20_000 })
      .toBe(2);
    const here = await call('a', 'count_vectors');
    const there = await call('c', 'count_vectors');
    expect(coverageIn(here.value)).toMatchObject({ complete: false, answered: ['a', 'b'], missing: [{ node: 'c' }] });
    expect(coverageIn(there.value)).toMatchObject({ complete: false, answered: ['c'] });
    expect((here.value.observations as number) + (there.value.observations as number)).toBe(full);
    // An owner takes writes on its own side, and nobody takes them for it.
    expect((await call('c', 'ingest', point('car-05'))).isError).toBe(false);
    expect((await call('c', 'ingest', point('brand-new'))).value.error).toMatchObject({ code: 'unavailable' });
    const refused = await call('a', 'ingest', point('car-05'));
    expect(refused.value.error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('nothing was done'),
    });
    const { value } = await call('b', 'ingest_batch', {
      observations: [point('bus-00'), point('car-05'), point('fresh')],
    });
    expect((value.items as { status: string }[]).map(({ status }) => status)).toEqual([
      'ingested',
      'failed',
      'ingested',
    ]);
    expect((await call('a', 'get_entity', { entity_id: 'car-05' })).value.error).toMatchObject({ code: 'unavailable' });
    expect((await call('a', 'create_snapshot', {})).value.error).toMatchObject({ code: 'unavailable' });
    wire.heal();
    await Promise.all(NAMES.map(whole));
    expect((await call('b', 'count_vectors')).value.observations).toBe(full + 3);
    expect((await call('a', 'count_vectors', { entity_id: 'car-05' })).value.observations).toBe(11);
  });

  test('a node that hangs costs one deadline, and then nothing', LONG, async () => {
    nodes.b.child.kill('SIGSTOP');
    const start = performance.now();
    const first = await call('a', 'temporal_knn', { query_vector: query, k: 3 });
    expect(performance.now() - start).toBeLessThan(6_000);
    expect(coverageIn(first.value)).toMatchObject({ complete: false, missing: [{ node: 'b' }] });
    await expect
      .poll(async () => coverageIn((await call('a', 'get_status')).value).missing?.[0]?.why, { timeout: 10_000 })
      .toContain('silent');
    nodes.b.child.kill('SIGCONT');
    await whole('a');
  });

  test(
    'killed, cut and stopped while everybody writes: nothing acknowledged is lost, nothing comes twice',
    LONG,
    async () => {
      const acknowledged: string[] = [];
      let sent = 0;
      let writing = true;
      const writers = NAMES.map(async (name, index) => {
        while (writing) {
          const label = `w-${sent++}`;
          // Own entities, those of others, and new ones.
          const entity_id = sent % 3 === 0 ? `new-${label}` : `load-${(index + sent) % 9}`;
          const answer = await Promise.race([
            nodes[name].call('ingest', { entity_id, vector: [1, 1, 1], metadata: { label } }).catch(() => null),
            nodes[name].exited.then(() => null),
          ]);
          if (answer && !answer.isError) acknowledged.push(label);
          else await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      for (let round = 0; round < ROUNDS; round++) {
        await pause(1_500);
        nodes.b.child.kill('SIGKILL');
        await nodes.b.exited;
        await pause(1_000);
        nodes.b = await start('b');
        wire.cut();
        await pause(4_000);
        wire.heal();
        nodes.a.child.kill('SIGSTOP');
        await pause(1_000);
        nodes.a.child.kill('SIGCONT');
      }
      await pause(1_000);
      writing = false;
      await Promise.all(writers);
      await Promise.all(NAMES.map(whole));
      for (const name of NAMES) {
        const labels: string[] = [];
        let cursor: unknown;
        do {
          const { value } = await call(name, 'export_vectors', {
            limit: 1000,
            ...(cursor !== undefined && { cursor }),
          });
          for (const { metadata } of value.items as { metadata?: { label?: string } }[])
            if (metadata?.label) labels.push(metadata.label);
          cursor = value.next_cursor;
        } while (cursor !== null);
        expect(new Set(labels).size).toBe(labels.length);
        expect(acknowledged.filter((label) => !labels.includes(label))).toEqual([]);
      }
      expect(acknowledged.length).toBeGreaterThan(20);
      // The feed tells of all of it, though who published was killed and cut.
      const seen = new Set<string>();
      let cursor = `${((await call('a', 'poll_changes')).value.cursor as string).split('-')[0]}-0`;
      const stored = (await call('a', 'count_vectors')).value.observations as number;
      await expect
        .poll(
          async () => {
            const { value } = await call('a', 'poll_changes', { cursor, limit: 1000 });
            for (const change of value.changes as { observed_at: string | null; entity_id: string; sequence: number }[])
              if (change.observed_at !== null) seen.add(`${change.entity_id}#${change.sequence}`);
            cursor = value.cursor as string;
            return seen.size;
          },
          { timeout: 30_000 },
        )
        .toBe(stored);
    },
  );
});
