import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from 'vectorscaledb/embedded';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Nats, startNats, whyNoNats } from './support/nats.ts';
import { startNode, type TestNode } from './support/node.ts';

const why = whyNoNats();
const HALF_MINUTE = { timeout: 60_000 };
const work = mkdtempSync(join(tmpdir(), 'federation-'));
let nats: Nats;
const open = new Set<TestNode>();

function start(name: string, more: Parameters<typeof startNode>[0] | object = {}): TestNode {
  const node = startNode({ directory: join(work, name), node: name, servers: [nats.url], ...more });
  open.add(node);
  return node;
}

const point = (entity: string, minute: number, vector = [minute / 10, 1, 0]) => ({
  entity_id: entity,
  vector,
  entity_type: entity.startsWith('s') ? 'SENSOR' : 'CAR',
  timestamp: `2025-06-01T00:${String(minute).padStart(2, '0')}:00Z`,
});

describe.skipIf(why !== null)(`a federation in one process${why === null ? '' : `: ${why}`}`, () => {
  let a: TestNode;
  let b: TestNode;
  beforeAll(async () => {
    nats = await startNats();
    a = start('a');
    b = start('b');
    for (const node of [a, b]) await node.ask('GET /v1/status');
  }, 60_000);
  afterAll(async () => {
    await Promise.all([...open].map((node) => node.close()));
    await nats?.stop();
    rmSync(work, { recursive: true, force: true });
  }, 60_000);

  test('an entity belongs to the node it was first stored through, whoever is written to', HALF_MINUTE, async () => {
    expect((await a.ask('POST /v1/vectors', point('car-a', 1))).coverage?.asked).toEqual(['a']);
    expect((await b.ask('POST /v1/vectors', point('car-a', 2))).coverage?.asked).toEqual(['a']);
    const patched = await b.ask('PATCH /v1/entities/car-a', { display_name: 'A' });
    expect(patched.coverage?.asked).toEqual(['a']);
    expect((await a.ask('GET /v1/entities/car-a')).value).toMatchObject({ display_name: 'A', observations: 2 });
  });

  test('two nodes that claim an entity at once agree on its owner', HALF_MINUTE, async () => {
    for (let round = 0; round < 10; round++) {
      const both = await Promise.all([a, b].map((node) => node.ask('POST /v1/vectors', point(`race-${round}`, 1))));
      expect(new Set(both.map(({ coverage }) => coverage?.asked.join())).size).toBe(1);
      expect((await a.ask(`GET /v1/entities/race-${round}`)).value.observations).toBe(2);
    }
  });

  test('a key is good for one write, through whichever node it comes', HALF_MINUTE, async () => {
    const key = { 'idempotency-key': 'once' };
    const first = await a.ask('POST /v1/vectors', point('car-once', 1), key);
    const again = await b.ask('POST /v1/vectors', point('car-once', 1), key);
    expect(again.value).toEqual(first.value);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await b.ask('POST /v1/vectors', point('car-once', 2), key)).value.code).toBe('idempotency_key_reused');
    expect((await b.ask('GET /v1/entities/car-once')).value.observations).toBe(1);
  });

  test('a batch is split by owner, and its items keep their places', HALF_MINUTE, async () => {
    await a.ask('POST /v1/vectors', point('split-a', 1));
    await b.ask('POST /v1/vectors', point('split-b', 1));
    const observations = [point('split-a', 2), point('split-b', 2), { entity_id: 'bad' }, point('split-a', 3)];
    const { value, coverage } = await b.ask('POST /v1/vectors/batch', { observations }, { 'idempotency-key': 'batch' });
    expect(coverage?.asked).toEqual(['a', 'b']);
    expect(value.ingested).toBe(3);
    expect(value.items.map((item: { status: string }) => item.status)).toEqual([
      'ingested',
      'ingested',
      'failed',
      'ingested',
    ]);
    const again = await a.ask('POST /v1/vectors/batch', { observations }, { 'idempotency-key': 'batch' });
    expect(again.value.items).toEqual(value.items);
    const lines = [point('split-a', 4), {}, point('split-b', 4)].map((line) => JSON.stringify(line)).join('\n');
    const imported = await a.ask('POST /v1/vectors/import', lines, { 'content-type': 'application/x-ndjson' });
    expect(imported.value).toMatchObject({ imported: 2, failed: 1, errors: [{ line: 2 }] });
    expect((await a.ask('GET /v1/vectors/count?entity_id=split-b')).value.observations).toBe(3);
  });

  test('tenants do not meet, on any node', HALF_MINUTE, async () => {
    const other = { 'x-tenant-id': 'other' };
    await a.ask('POST /v1/vectors', point('car-a', 7), other);
    expect((await b.ask('GET /v1/vectors/count', undefined, other)).value.observations).toBe(1);
    expect((await b.ask('GET /v1/entities/car-a', undefined, other)).value.observations).toBe(1);
    expect((await b.ask('GET /v1/entities/split-b', undefined, other)).value.code).toBe('entity_not_found');
    expect((await b.ask('GET /v1/changes?limit=1000', undefined, other)).value.changes).toEqual([]);
  });

  test('snapshots are of all nodes, and take all of them back', HALF_MINUTE, async () => {
    const before = (await a.ask('GET /v1/vectors/count')).value;
    const made = await a.ask('POST /v1/snapshots', { label: 'all' });
    expect(made.status).toBe(201);
    expect(made.value.observations).toBe(before.observations);
    expect((await b.ask('GET /v1/snapshots')).value.snapshots).toEqual([made.value]);
    await a.ask('POST /v1/vectors/delete', { start_time: '2025-01-01T00:00:00Z' });
    expect((await b.ask('GET /v1/vectors/count')).value.observations).toBe(0);
    const restored = await b.ask(`POST /v1/snapshots/${made.value.snapshot_id}/restore`);
    expect(restored.value.observations_restored).toBe(before.observations);
    expect((await a.ask('GET /v1/vectors/count')).value).toEqual(before);
    expect((await a.ask('POST /v1/snapshots/snap_none/restore')).value.code).toBe('snapshot_not_found');
  });

  test('a cursor that is none is refused', HALF_MINUTE, async () => {
    const made = Buffer.from(JSON.stringify({ at: { a: 'AAAA' }, done: {}, gone: [] })).toString('base64url');
    for (const cursor of ['x', made, Buffer.from('{}').toString('base64url')])
      expect((await a.ask(`GET /v1/entities?cursor=${cursor}`)).value.code, cursor).toBe('invalid_cursor');
  });

  test('pages stay whole while entities come and go', HALF_MINUTE, async () => {
    const tenant = { 'x-tenant-id': 'pages' };
    const names = Array.from({ length: 40 }, (_, index) => `s-${String(index).padStart(2, '0')}`);
    for (const [index, name] of names.entries())
      await (index % 2 ? a : b).ask('POST /v1/vectors', point(name, 1), tenant);
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page++) {
      const told = await a.ask(`GET /v1/entities?limit=7${cursor && `&cursor=${cursor}`}`, undefined, tenant);
      seen.push(...told.value.entities.map(({ entity_id }: { entity_id: string }) => entity_id));
      cursor = told.value.next_cursor;
      // Before what was read, so it may neither show again nor push anything out.
      await b.ask('POST /v1/vectors', point(`s-00-${page}`, 1), tenant);
      await a.ask(`DELETE /v1/entities/s-0${page}`, undefined, tenant);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((name) => names.includes(name)).length).toBeGreaterThanOrEqual(names.length - 2);
    expect(seen).toEqual([...seen].sort());
  });

  test('a node of a name that is taken stays outside, and says so', HALF_MINUTE, async () => {
    const twin = start('twin', { node: 'a' });
    const { coverage } = await twin.ask('GET /v1/status');
    expect(coverage).toMatchObject({ complete: false, missing: [{ why: expect.stringContaining('--node-name') }] });
    expect((await twin.ask('POST /v1/vectors', point('car-a', 9))).status).toBe(503);
    await twin.close();
    open.delete(twin);
  });

  test('data from before the federation becomes part of it, unless others have the same', HALF_MINUTE, async () => {
    for (const [name, entity] of [
      ['old', 'old-car'],
      ['clash', 'car-a'],
    ] as const) {
      const alone = openEmbedded({ directory: join(work, name) });
      const body = Buffer.from(JSON.stringify(point(entity, 1)));
      await alone.request({ method: 'POST', url: '/v1/vectors', headers: JSON_HEADERS, body });
      await alone.close();
    }
    const old = start('old');
    await old.ask('GET /v1/status');
    expect((await a.ask('GET /v1/entities/old-car')).coverage?.asked).toEqual(['old']);
    const clash = start('clash');
    const { coverage } = await clash.ask('GET /v1/status');
    expect(coverage?.missing?.[0]?.why).toContain('car-a of a');
    await Promise.all([old.close(), clash.close()]);
    for (const node of [old, clash]) open.delete(node);
  });

  test(
    'a node that stopped is missing until it is forgotten; what was its own may then be claimed',
    HALF_MINUTE,
    async () => {
      const told = await a.ask('GET /v1/status');
      expect(told.coverage?.missing?.map(({ node }) => node)).toEqual(['clash', 'old']);
      expect((await a.ask('POST /v1/snapshots', {})).value.message).toContain('old (it has stopped)');
      expect((await a.ask('POST /v1/vectors', point('old-car', 2))).value.message).toContain('nothing was done');
      const admin = start('admin', { forget: 'old' });
      await admin.ask('GET /v1/status');
      const second = start('second', { forget: 'clash' });
      await second.ask('GET /v1/status');
      await expect.poll(async () => (await a.ask('GET /v1/status')).coverage?.complete, { timeout: 10_000 }).toBe(true);
      expect((await a.ask('POST /v1/vectors', point('old-car', 2))).coverage?.asked).toEqual(['a']);
    },
  );

  test('a node that only reads takes no writes from others either', HALF_MINUTE, async () => {
    await b.close();
    open.delete(b);
    b = start('b', { readOnly: true });
    await b.ask('GET /v1/status');
    const told = await a.ask('POST /v1/vectors', point('split-b', 9));
    expect(told.value.message).toContain('reading only');
    expect((await b.ask('GET /v1/entities/split-b')).value.observations).toBe(3);
  });
});

const JSON_HEADERS = { 'x-api-key': 'k', 'content-type': 'application/json' };
