import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const at = (second: number) => new Date(Date.UTC(2025, 5, 1, 0, 0, second)).toISOString();
const tenant = (name: string) => ({ 'x-tenant-id': name });
const one = (entity_id: string, second = 0) => ({ entity_id, vector: [1, 2], timestamp: at(second) });

describe('snapshots', () => {
  it('take the data back, and the change feed tells', async () => {
    const { call } = await serve();
    await call('POST', '/v1/vectors/batch', { observations: [one('a'), one('a', 1), one('b')] });
    await call('PATCH', '/v1/entities/b', { display_name: 'before' });
    const made = await call('POST', '/v1/snapshots', { label: 'first', keep_hours: 1 }, { 'idempotency-key': 's' });
    expect(made).toMatchObject({ status: 201, body: { label: 'first', entities: 2, observations: 3 } });
    const again = await call('POST', '/v1/snapshots', { label: 'first', keep_hours: 1 }, { 'idempotency-key': 's' });
    expect(again.body).toEqual(made.body);
    expect(Date.parse(made.body.expires_at) - Date.parse(made.body.created_at)).toBeCloseTo(3_600_000, -3);
    expect((await call('GET', '/v1/snapshots')).body.snapshots).toEqual([made.body]);
    await call('DELETE', '/v1/entities/a');
    await call('PATCH', '/v1/entities/b', { display_name: 'after' });
    await call('POST', '/v1/vectors', one('c'));
    const { cursor } = (await call('GET', '/v1/changes')).body;
    const path = `/v1/snapshots/${made.body.snapshot_id}/restore`;
    expect((await call('POST', path, undefined, { 'idempotency-key': 'r' })).body).toMatchObject({
      observations_restored: 2,
      observations_removed: 1,
      entities_changed: 3,
    });
    const { changes } = (await call('GET', `/v1/changes?cursor=${cursor}`)).body;
    expect(
      changes.map((change: { entity_id: string; change_type: string }) => [change.entity_id, change.change_type]),
    ).toEqual([
      ['a', 'created'],
      ['b', 'updated'],
      ['c', 'deleted'],
    ]);
    expect((await call('GET', '/v1/entities/a')).body).toMatchObject({ observations: 2 });
    expect((await call('GET', '/v1/entities/b')).body).toMatchObject({ display_name: 'before' });
    expect((await call('GET', '/v1/entities/c')).status).toBe(404);
    await call('POST', '/v1/vectors', one('d'));
    expect((await call('POST', path, undefined, { 'idempotency-key': 'r' })).headers.get('idempotency-replayed')).toBe(
      'true',
    );
    expect((await call('GET', '/v1/entities/d')).status).toBe(200);
  });

  it('are of their tenant, bounded, and gone once expired or dropped', async () => {
    const { call } = await serve();
    await call('POST', '/v1/vectors', one('a'));
    const { snapshot_id } = (await call('POST', '/v1/snapshots', {})).body;
    expect((await call('GET', '/v1/snapshots', undefined, tenant('u'))).body.snapshots).toEqual([]);
    const restore = (id: string, headers = {}) => call('POST', `/v1/snapshots/${id}/restore`, undefined, headers);
    const refused = { status: 404, body: { code: 'snapshot_not_found' } };
    expect(await restore(snapshot_id, tenant('u'))).toMatchObject(refused);
    expect(await restore('snap_none')).toMatchObject(refused);
    for (let i = 1; i < 100; i++) await call('POST', '/v1/snapshots', {});
    expect(await call('POST', '/v1/snapshots', {})).toMatchObject({
      status: 422,
      body: { code: 'too_many_snapshots' },
    });
    const later = new Date(Date.now() + 1000).toISOString();
    const dropped = await call('POST', '/v1/storage/compact', { snapshots_before: later });
    expect(dropped.body).toMatchObject({ snapshots_removed: 100 });
    expect(await restore(snapshot_id)).toMatchObject(refused);
    expect((await call('POST', '/v1/snapshots', { keep_hours: 0 })).status).toBe(400);
  });
});

describe('compact and apply_retention', () => {
  it('drop what was deleted, but not what a snapshot needs', async () => {
    const { call } = await serve();
    await call('POST', '/v1/vectors/batch', { observations: [one('a'), one('b')] });
    await call('DELETE', '/v1/entities/a');
    const snapshot = (await call('POST', '/v1/snapshots', {})).body;
    await call('DELETE', '/v1/entities/b');
    expect((await call('GET', '/v1/status')).body.storage).toMatchObject({ history: 2, history_from: null });
    expect((await call('POST', '/v1/storage/compact', {})).body).toMatchObject({ history_removed: 0 });
    const drop = { history_hours: 0 };
    expect((await call('POST', '/v1/storage/compact', drop)).body).toEqual({
      history_removed: 1,
      snapshots_removed: 0,
      bytes_freed: 8,
    });
    expect((await call('POST', '/v1/storage/compact', drop)).body).toMatchObject({
      history_removed: 0,
      bytes_freed: 0,
    });
    expect((await call('GET', '/v1/status')).body.storage).toMatchObject({
      history: 1,
      history_from: expect.any(String),
    });
    await call('POST', `/v1/snapshots/${snapshot.snapshot_id}/restore`);
    expect((await call('GET', '/v1/entities/b')).body.observations).toBe(1);
  });

  it('remove what is old for good', async () => {
    const { call } = await serve();
    const observations = [one('a', 1), one('a', 5), { ...one('b', 1), entity_type: 'B' }, one('c', 2)];
    await call('POST', '/v1/vectors/batch', { observations });
    await call('POST', '/v1/vectors', one('a', 1), tenant('u'));
    const snapshot = (await call('POST', '/v1/snapshots', {})).body;
    await call('DELETE', '/v1/entities/c');
    const policy = { before: at(5), entity_types: ['UNKNOWN'] };
    const first = await call('POST', '/v1/storage/retention', policy);
    expect(first.body).toEqual({ observations_removed: 1, entities_affected: 1, history_removed: 1 });
    const again = await call('POST', '/v1/storage/retention', policy);
    expect(again.body).toEqual({ observations_removed: 0, entities_affected: 0, history_removed: 0 });
    await call('POST', `/v1/snapshots/${snapshot.snapshot_id}/restore`);
    const { as_of, hits } = (
      await call('POST', '/v1/search/as-of-knn', { query_vector: [0, 0], as_of: snapshot.created_at })
    ).body;
    expect(as_of).toBe(snapshot.created_at);
    expect(hits.map(({ entity_id }: { entity_id: string }) => entity_id)).toEqual(['a', 'b']);
    expect((await call('GET', '/v1/entities/c')).body).toMatchObject({ observations: 0 });
    expect((await call('GET', '/v1/status', undefined, tenant('u'))).body.observations).toBe(1);
  });
});

describe('poll_changes', () => {
  it('goes on from cursor to cursor, filters, and tells whether there is more', async () => {
    const { call } = await serve();
    const start = (await call('GET', '/v1/changes')).body;
    expect(start).toMatchObject({ changes: [], more: false });
    await call('POST', '/v1/vectors/batch', { observations: [one('a'), { ...one('b'), entity_type: 'B' }, one('c')] });
    const poll = async (query: string) => (await call('GET', `/v1/changes?${query}`)).body;
    const names = (batch: { changes: { entity_id: string }[] }) => batch.changes.map(({ entity_id }) => entity_id);
    const first = await poll(`cursor=${start.cursor}&limit=2`);
    expect([names(first), first.more, first.cursor]).toEqual([['a', 'b'], true, first.changes[1].id]);
    const rest = await poll(`cursor=${first.cursor}`);
    expect([names(rest), rest.more]).toEqual([['c'], false]);
    const typed = await poll(`cursor=${start.cursor}&entity_types=B`);
    expect([names(typed), typed.cursor]).toEqual([['b'], rest.cursor]);
    expect(await poll(`cursor=${rest.cursor}`)).toEqual({ changes: [], cursor: rest.cursor, more: false });
    expect(await call('GET', '/v1/changes?cursor=x')).toMatchObject({ status: 410, body: { code: 'cursor_expired' } });
    const other = await call('GET', `/v1/changes?cursor=${rest.cursor}`, undefined, tenant('u'));
    expect(other).toMatchObject({ status: 410 });
    expect((await call('GET', '/v1/changes?wait_ms=20001')).status).toBe(400);
  });

  it('waits for a change, no longer than asked', async () => {
    const { call } = await serve();
    const { cursor } = (await call('GET', '/v1/changes')).body;
    const waiting = call('GET', `/v1/changes?cursor=${cursor}&wait_ms=10000&entity_types=B`);
    await call('POST', '/v1/vectors', one('a'));
    await call('POST', '/v1/vectors', { ...one('b'), entity_type: 'B' });
    expect((await waiting).body.changes).toMatchObject([{ entity_id: 'b' }]);
    const started = performance.now();
    expect((await call('GET', '/v1/changes?wait_ms=100')).body.changes).toEqual([]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(95);
  });
});

describe('whoami and list_nodes', () => {
  it('tell who asks and who answers', async () => {
    const { call } = await serve({ apiKeys: ['k=a,b', 'any=*'], rateLimit: 5 });
    const who = async (headers: Record<string, string>) => (await call('GET', '/v1/whoami', undefined, headers)).body;
    expect(await who({ 'x-api-key': 'k', 'x-tenant-id': 'b' })).toEqual({
      tenant_id: 'b',
      tenants: ['a', 'b'],
      authenticated: true,
      rate_limit: { requests_per_second: 5, burst: 5, remaining: 4 },
    });
    expect(await who({ 'x-api-key': 'any' })).toMatchObject({ tenant_id: 'default', tenants: null });
    const { nodes } = (await call('GET', '/v1/nodes', undefined, { 'x-api-key': 'k' })).body;
    expect(nodes).toEqual([
      {
        node_id: expect.any(String),
        state: 'ok',
        version: '0.1.0',
        started_at: expect.any(String),
        seen_at: expect.any(String),
      },
    ]);
    const open = await serve();
    expect((await open.call('GET', '/v1/whoami')).body).toMatchObject({
      authenticated: false,
      rate_limit: null,
      tenants: null,
    });
  });
});
