import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const at = (second: number) => new Date(Date.UTC(2025, 5, 1, 0, 0, second)).toISOString();
const tenant = (name: string) => ({ 'x-tenant-id': name });

async function withHistory() {
  const server = await serve();
  const observations = Array.from({ length: 12 }, (_, i) => ({
    entity_id: 'e',
    vector: i % 3 === 0 ? [i] : [i, 1],
    entity_type: 'A',
    timestamp: at(i % 6),
    metadata: { i },
  }));
  await server.call('POST', '/v1/vectors/batch', {
    observations: [...observations, { entity_id: 'f', vector: [1, 2], entity_type: 'B', timestamp: at(3) }],
  });
  return server;
}

describe('get_history', () => {
  it('lists observations of every length by time, in either order, page by page', async () => {
    const { call } = await withHistory();
    const read = async (query: string) => {
      const found: number[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await call('GET', `/v1/entities/e/history?limit=5${query}${cursor && `&cursor=${cursor}`}`);
        found.push(...body.observations.map(({ sequence }: { sequence: number }) => sequence));
        cursor = body.next_cursor;
      }
      return found;
    };
    expect(await read('')).toEqual([1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12]);
    expect(await read('&descending=true')).toEqual([12, 6, 11, 5, 10, 4, 9, 3, 8, 2, 7, 1]);
    expect(await read('&dimensions=1')).toEqual([1, 7, 4, 10]);
    expect(await read(`&start_time=${at(2)}&end_time=${at(3)}`)).toEqual([3, 9, 4, 10]);
    expect(await read(`&start_time=${at(50)}`)).toEqual([]);
    const [first] = (await call('GET', '/v1/entities/e/history?include_vectors=true&limit=1')).body.observations;
    expect(first).toMatchObject({ sequence: 1, timestamp: at(0), dimensions: 1, vector: [0], metadata: { i: 0 } });
    expect((await call('GET', '/v1/entities/e/history')).body.observations[0]).not.toHaveProperty('vector');
  });

  it('neither repeats nor hides when observations come and go between pages', async () => {
    const { call } = await withHistory();
    const { body } = await call('GET', '/v1/entities/e/history?limit=4');
    await call('POST', '/v1/vectors', { entity_id: 'e', vector: [1], timestamp: at(0) });
    await call('POST', '/v1/vectors/delete', { entity_id: 'e', start_time: at(2), end_time: at(2) });
    const rest = (await call('GET', `/v1/entities/e/history?limit=100&cursor=${body.next_cursor}`)).body;
    expect(rest.observations.map(({ sequence }: { sequence: number }) => sequence)).toEqual([4, 10, 5, 11, 6, 12]);
  });

  it('is of the tenant and entity asked for, and so are its cursors', async () => {
    const { call } = await withHistory();
    await call('POST', '/v1/vectors', { entity_id: 'e', vector: [7] }, tenant('u'));
    const { next_cursor } = (await call('GET', '/v1/entities/e/history?limit=1')).body;
    const refused = { status: 400, body: { code: 'invalid_cursor' } };
    const path = (id: string, more = '') => `/v1/entities/${id}/history?limit=1&cursor=${next_cursor}${more}`;
    expect((await call('GET', path('e'))).status).toBe(200);
    expect(await call('GET', path('e'), undefined, tenant('u'))).toMatchObject(refused);
    expect(await call('GET', path('f'))).toMatchObject(refused);
    expect(await call('GET', path('e', '&descending=true'))).toMatchObject(refused);
    expect((await call('GET', '/v1/entities/f/history', undefined, tenant('u'))).status).toBe(404);
    expect((await call('GET', `/v1/entities/e/history?start_time=${at(2)}&end_time=${at(1)}`)).status).toBe(422);
  });
});

describe('count_vectors', () => {
  it('counts what the filter lets through', async () => {
    const { call } = await withHistory();
    const count = async (query = '', headers = {}) =>
      (await call('GET', `/v1/vectors/count${query}`, undefined, headers)).body;
    expect(await count()).toEqual({
      observations: 13,
      entities: 2,
      by_dimensions: [
        { dimensions: 1, observations: 4 },
        { dimensions: 2, observations: 9 },
      ],
    });
    expect(await count('?entity_id=f')).toMatchObject({ observations: 1, entities: 1 });
    expect(await count('?entity_types=A&entity_types=C&dimensions=2')).toMatchObject({ observations: 8, entities: 1 });
    expect(await count(`?start_time=${at(3)}&end_time=${at(3)}`)).toMatchObject({ observations: 3, entities: 2 });
    expect(await count(`?start_time=${at(60)}`)).toEqual({ observations: 0, entities: 0, by_dimensions: [] });
    expect(await count('', tenant('u'))).toMatchObject({ observations: 0 });
    expect(await count('?entity_id=nobody')).toMatchObject({ code: 'entity_not_found' });
    expect(await count('?entity_id=f', tenant('u'))).toMatchObject({ code: 'entity_not_found' });
  });
});

describe('list_entity_types', () => {
  it('lists them with their counts, page by page', async () => {
    const { call } = await withHistory();
    const first = (await call('GET', '/v1/entity-types?limit=1')).body;
    expect(first.entity_types).toEqual([{ entity_type: 'A', entities: 1, observations: 12 }]);
    const second = (await call('GET', `/v1/entity-types?limit=1&cursor=${first.next_cursor}`)).body;
    expect(second).toEqual({ entity_types: [{ entity_type: 'B', entities: 1, observations: 1 }], next_cursor: null });
    expect((await call('GET', '/v1/entity-types', undefined, tenant('u'))).body.entity_types).toEqual([]);
    expect((await call('GET', `/v1/entity-types?cursor=${first.next_cursor}`, undefined, tenant('u'))).status).toBe(
      400,
    );
  });
});

describe('validate_batch and delete_vectors', () => {
  it('tell of every item whether it could be stored, and store nothing', async () => {
    const { call } = await serve();
    const { body } = await call('POST', '/v1/vectors/validate', {
      observations: [
        { entity_id: 'a', vector: [1] },
        { entity_id: 'a', vector: ['x'] },
        7,
        { entity_id: '.', vector: [1] },
      ],
    });
    expect(body).toMatchObject({ valid: 1, invalid: 3 });
    expect(body.items.map(({ valid }: { valid: boolean }) => valid)).toEqual([true, false, false, false]);
    expect(body.items[1].error).toEqual({ code: 'invalid_request', message: 'vector/0 must be number' });
    expect((await call('GET', '/v1/status')).body.observations).toBe(0);
    expect((await call('POST', '/v1/vectors/validate', { observations: [] })).status).toBe(400);
  });

  it('delete what matches, once per key, and only count in a dry run', async () => {
    const { call } = await withHistory();
    const send = (body: object, headers = {}) => call('POST', '/v1/vectors/delete', body, headers);
    const filter = { entity_types: ['A'], end_time: at(2) };
    const would = { observations_deleted: 6, entities_affected: 1 };
    expect((await send({ ...filter, dry_run: true })).body).toEqual({ ...would, dry_run: true });
    expect((await send({ entity_id: 'e' }, tenant('u'))).status).toBe(404);
    const key = { 'idempotency-key': 'k' };
    expect((await send(filter, key)).body).toEqual({ ...would, dry_run: false });
    expect((await send(filter, key)).body).toEqual({ ...would, dry_run: false });
    expect((await send(filter)).body).toMatchObject({ observations_deleted: 0, entities_affected: 0 });
    expect((await call('GET', '/v1/entities/e')).body).toMatchObject({ observations: 6, first_observed: at(3) });
    await send({ entity_id: 'f' });
    expect((await call('GET', '/v1/entities/f')).body).toMatchObject({
      observations: 0,
      dimensions: [],
      last_observed: null,
    });
    expect(await send({ dry_run: true })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await send({ entity_id: 'nobody' })).toMatchObject({ status: 404 });
    expect(await send({ start_time: at(2), end_time: at(1) })).toMatchObject({ status: 422 });
  });
});
