import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const at = (second: number) => new Date(Date.UTC(2025, 5, 1, 0, 0, second)).toISOString();
const ids = (hits: { entity_id: string }[]) => hits.map(({ entity_id }) => entity_id);
const tenant = (name: string) => ({ 'x-tenant-id': name });

async function withLine(count = 5) {
  const server = await serve();
  const observations = Array.from({ length: count }, (_, i) => ({
    entity_id: `e${i + 1}`,
    vector: [i + 1, 0],
    entity_type: i % 2 ? 'ODD' : 'EVEN',
    timestamp: at(i + 1),
  }));
  await server.call('POST', '/v1/vectors/batch', { observations });
  return server;
}

describe('as_of_knn', () => {
  it('finds what was known then, under the types of then', async () => {
    const { call } = await withLine(3);
    const ask = async (as_of: string, more: object = {}) =>
      (await call('POST', '/v1/search/as-of-knn', { query_vector: [0, 0], as_of, ...more })).body;
    const { created_at: full } = (await call('POST', '/v1/snapshots', {})).body;
    await call('PATCH', '/v1/entities/e1', { entity_type: 'NEW' });
    await call('DELETE', '/v1/entities/e2');
    await call('POST', '/v1/vectors/delete', { entity_id: 'e3' });
    await call('POST', '/v1/vectors', { entity_id: 'e0', vector: [0, 0] });
    const now = await ask('2100-01-01T00:00:00Z');
    expect(ids(now.hits)).toEqual(['e0', 'e1']);
    const then = await ask(full, { include_vectors: true });
    expect(then).toMatchObject({ compared: 3, dimensions: 2, as_of: full });
    expect(ids(then.hits)).toEqual(['e1', 'e2', 'e3']);
    expect(then.hits[1]).toMatchObject({ entity_type: 'ODD', vector: [2, 0], timestamp: at(2), sequence: 2 });
    expect(ids((await ask(full, { entity_types: ['EVEN'] })).hits)).toEqual(['e1', 'e3']);
    expect(ids((await ask(full, { end_time: at(2), k: 1 })).hits)).toEqual(['e1']);
    expect((await ask('2001-01-01T00:00:00Z')).hits).toEqual([]);
    expect(
      (await call('POST', '/v1/search/as-of-knn', { query_vector: [0, 0], as_of: full }, tenant('u'))).body.hits,
    ).toEqual([]);
  });

  it('refuses an instant that is no longer known', async () => {
    const { call } = await withLine(2);
    const { created_at } = (await call('POST', '/v1/snapshots', {})).body;
    await call('DELETE', '/v1/entities/e2');
    const later = new Date(Date.now() + 1000).toISOString();
    await call('POST', '/v1/storage/compact', { history_hours: 0, snapshots_before: later });
    const ask = (as_of: string) => call('POST', '/v1/search/as-of-knn', { query_vector: [0, 0], as_of });
    expect(await ask(created_at)).toMatchObject({ status: 422, body: { code: 'history_not_kept' } });
    expect(ids((await ask(later)).body.hits)).toEqual(['e1']);
  });
});

describe('similar_entities', () => {
  it('compares latest observations, and says why there are none', async () => {
    const { call } = await withLine();
    await call('POST', '/v1/vectors/batch', {
      observations: [
        { entity_id: 'e5', vector: [1.5, 0], timestamp: at(50) },
        { entity_id: 'other', vector: [1], timestamp: at(1) },
      ],
    });
    const ask = async (query = '', id = 'e1') => (await call('GET', `/v1/entities/${id}/similar${query}`)).body;
    const all = await ask();
    expect(all).toMatchObject({ entity_id: 'e1', observed_at: at(1), dimensions: 2, compared: 4, reason: null });
    expect(ids(all.matches)).toEqual(['e5', 'e2', 'e3', 'e4']);
    expect(ids((await ask(`?end_time=${at(10)}`)).matches)).toEqual(['e2', 'e3', 'e4', 'e5']);
    expect(ids((await ask('?k=1&entity_types=ODD')).matches)).toEqual(['e2']);
    expect((await ask('?k=1&include_vectors=true')).matches[0].vector).toEqual([1.5, 0]);
    expect(await ask('', 'other')).toMatchObject({ matches: [], compared: 0, reason: 'no_candidates' });
    expect(await ask(`?start_time=${at(90)}`)).toMatchObject({
      matches: [],
      observed_at: null,
      reason: 'no_observations',
    });
    expect(await ask('', 'nobody')).toMatchObject({ code: 'entity_not_found' });
    expect((await call('GET', '/v1/entities/e1/similar', undefined, tenant('u'))).status).toBe(404);
  });
});

describe('range_search', () => {
  it('finds all within the radius, itself included, page by page', async () => {
    const { call } = await withLine(25);
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await call('POST', `/v1/search/range?limit=4${cursor && `&cursor=${cursor}`}`, {
        query_vector: [0, 0],
        radius: 17,
        entity_types: ['EVEN'],
      });
      expect(body).toMatchObject({ within: 9, compared: 13, dimensions: 2 });
      found.push(...ids(body.hits));
      cursor = body.next_cursor;
    }
    expect(found).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17].map((i) => `e${i}`));
    const none = await call('POST', '/v1/search/range', { query_vector: [0, 0], radius: 0.5 });
    expect(none.body).toMatchObject({ hits: [], within: 0, next_cursor: null });
    expect((await call('POST', '/v1/search/range', { query_vector: [0, 0], radius: -1 })).status).toBe(400);
  });

  it('takes a cursor for its own search and tenant only', async () => {
    const { call } = await withLine(9);
    const query = { query_vector: [0, 0], radius: 9 };
    const { next_cursor } = (await call('POST', '/v1/search/range?limit=2', query)).body;
    const path = `/v1/search/range?limit=2&cursor=${next_cursor}`;
    expect(ids((await call('POST', path, query)).body.hits)).toEqual(['e3', 'e4']);
    const refused = { status: 400, body: { code: 'invalid_cursor' } };
    expect(await call('POST', path, { ...query, radius: 8 })).toMatchObject(refused);
    expect(await call('POST', path, query, tenant('u'))).toMatchObject(refused);
  });
});

describe('batch_search and explain_search', () => {
  it('answer as the single searches do', async () => {
    const { call } = await withLine();
    const queries = [
      { query_vector: [0, 0], k: 2 },
      { query_vector: [9, 0], k: 1, include_vectors: true },
      { query_vector: [1] },
    ];
    const { results } = (await call('POST', '/v1/search/batch', { queries })).body;
    for (const [i, query] of queries.entries())
      expect(results[i]).toEqual((await call('POST', '/v1/search/temporal-knn', query)).body);
    const invalid = await call('POST', '/v1/search/batch', { queries: [queries[0], { query_vector: [] }] });
    expect(invalid).toMatchObject({ status: 400, body: { details: [{ path: 'body/queries/1/query_vector' }] } });
    const many = Array.from({ length: 11 }, () => ({ query_vector: [0], k: 1000 }));
    expect(await call('POST', '/v1/search/batch', { queries: many })).toMatchObject({
      status: 422,
      body: { code: 'too_much_work' },
    });
  });

  it('tell what each condition leaves', async () => {
    const { call } = await withLine();
    await call('POST', '/v1/vectors', { entity_id: 'x', vector: [1] });
    const query = { query_vector: [0, 0], start_time: at(2), entity_types: ['EVEN'] };
    const { body } = await call('POST', '/v1/search/explain', query);
    expect(body).toMatchObject({ backend: expect.stringMatching(/^(memory|postgresql)$/), exact: true, dimensions: 2 });
    expect(body.stages).toEqual([
      { stage: 'tenant', observations: 6 },
      { stage: 'dimensions', observations: 5 },
      { stage: 'window', observations: 4 },
      { stage: 'entity_types', observations: 2 },
    ]);
    const { compared } = (await call('POST', '/v1/search/temporal-knn', query)).body;
    expect(compared).toBe(2);
    const other = (await call('POST', '/v1/search/explain', query, tenant('u'))).body;
    expect(other.stages[0]).toEqual({ stage: 'tenant', observations: 0 });
  });
});
