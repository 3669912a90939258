import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const at = (second: number) => new Date(Date.UTC(2025, 5, 1, 0, 0, second)).toISOString();

describe('ingest', () => {
  it('answers 201 with what was stored, stamped on arrival when no time is given', async () => {
    const { call } = await serve();
    const before = Date.now();
    const { status, body } = await call('POST', '/v1/vectors', { entity_id: 'a', vector: [0.1, 0.8] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ entity_id: 'a', sequence: 1, compressed: false });
    expect(Date.parse(body.timestamp)).toBeGreaterThanOrEqual(before);
    const given = await call('POST', '/v1/vectors', {
      entity_id: 'a',
      vector: [0.1, 0.8],
      timestamp: '2025-06-01T02:00:00.123456+02:00',
    });
    expect(given.body).toEqual({
      entity_id: 'a',
      sequence: 2,
      timestamp: '2025-06-01T00:00:00.123456Z',
      compressed: true,
    });
  });

  it.each([
    [{ vector: [1] }, 'body', /entity_id/],
    [{ entity_id: 'a', vector: [1, 'x'] }, 'body/vector/1', /number/],
    [{ entity_id: 'a', vector: [] }, 'body/vector', /fewer/],
    [{ entity_id: 'a', vector: [1e39] }, 'body/vector/0', /<=/],
    [{ entity_id: 'a', vector: [1], timestamp: 'yesterday' }, 'body/timestamp', /date-time/],
    [{ entity_id: 'a', vector: [1], entity_typo: 'x' }, 'body/entity_typo', /not a known member/],
    ['{"entity_id":"a","vector":[1e999]}', 'body/vector/0', /<=/],
    [[], 'body', /object/],
  ])('refuses %j and says where', async (observation, path, message) => {
    const { call } = await serve();
    const { status, body } = await call('POST', '/v1/vectors', observation);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', details: [{ path }] });
    expect(body.message).toMatch(message);
  });

  it.each([
    { entity_id: '..', vector: [1] },
    { entity_id: 'a\ud800', vector: [1] },
    { entity_id: 'a', vector: [1], timestamp: '1600-01-01T00:00:00Z' },
    { entity_id: 'a', vector: [1], metadata: { long: 'x'.repeat(17_000) } },
  ])('refuses what a schema cannot say (%#)', async (observation) => {
    const { call } = await serve();
    expect(await call('POST', '/v1/vectors', observation)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it('refuses metadata that is not finite or too deep', async () => {
    const { call } = await serve();
    const send = (metadata: string) =>
      call('POST', '/v1/vectors', `{"entity_id":"a","vector":[1],"metadata":{"m":${metadata}}}`);
    expect((await send('1e999')).status).toBe(400);
    expect((await send('['.repeat(100_000) + ']'.repeat(100_000))).status).toBe(400);
    expect((await send('{"deep":[1,null,"x",{"y":true}]}')).status).toBe(201);
  });

  it('keeps metadata of any name, and lets none of it reach a prototype', async () => {
    const { call } = await serve();
    const odd = '{"__proto__":{"a":1},"constructor":{"prototype":{"a":2}}}';
    expect((await call('POST', '/v1/vectors', `{"entity_id":"a","vector":[1],"metadata":${odd}}`)).status).toBe(201);
    const [hit] = (await call('POST', '/v1/search/temporal-knn', { query_vector: [1], k: 1 })).body.hits;
    expect(JSON.stringify(hit.metadata)).toBe(odd);
    const patched = await call('PATCH', '/v1/entities/a', `{"metadata":{"__proto__":{"b":3},"toString":null}}`);
    expect(JSON.stringify(patched.body.metadata)).toBe('{"__proto__":{"b":3}}');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('ingest_batch', () => {
  it('gives every item its outcome, in order, and stores the good ones', async () => {
    const { call } = await serve();
    const good = { entity_id: 'a', vector: [1, 2] };
    const { status, body } = await call('POST', '/v1/vectors/batch', {
      observations: [good, { ...good, vector: ['x'] }, good, 7, { ...good, entity_id: '.' }],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ingested: 2, compressed: 1 });
    expect(
      body.items.map((item: { index: number; status: string; sequence: number | null }) => [
        item.index,
        item.status,
        item.sequence,
      ]),
    ).toEqual([
      [0, 'ingested', 1],
      [1, 'failed', null],
      [2, 'ingested', 2],
      [3, 'failed', null],
      [4, 'failed', null],
    ]);
    expect(body.items[1].error).toEqual({ code: 'invalid_request', message: 'vector/0 must be number' });
    expect(body.items[0].error).toBeNull();
    expect((await call('GET', '/v1/status')).body).toMatchObject({ observations: 2, storage: { compressed: 1 } });
  });

  it('takes 1 to 1000 items and no other shape', async () => {
    const { call } = await serve();
    const send = async (observations: unknown) => (await call('POST', '/v1/vectors/batch', { observations })).status;
    expect(await send(Array(1000).fill({ entity_id: 'a', vector: [1] }))).toBe(200);
    expect(await send(Array(1001).fill({ entity_id: 'a', vector: [1] }))).toBe(400);
    expect(await send([])).toBe(400);
    expect(await send('x')).toBe(400);
  });
});

describe('temporal_knn', () => {
  it('finds the nearest in the window, with vectors only when asked', async () => {
    const { call } = await serve();
    const observations = [1, 2, 3].map((i) => ({
      entity_id: `e${i}`,
      vector: [i / 10, 0],
      entity_type: i === 3 ? 'B' : 'A',
      timestamp: at(i),
      metadata: { i },
    }));
    await call('POST', '/v1/vectors/batch', { observations });
    const search = async (query: object) =>
      (await call('POST', '/v1/search/temporal-knn', { query_vector: [0, 0], ...query })).body;
    const all = await search({ include_vectors: true });
    expect(all).toMatchObject({ compared: 3, dimensions: 2 });
    expect(all.hits[0]).toEqual({
      entity_id: 'e1',
      entity_type: 'A',
      sequence: 1,
      timestamp: at(1),
      distance: Math.fround(0.1),
      vector: [0.1, 0],
      metadata: { i: 1 },
    });
    const ids = async (query: object) => (await search(query)).hits.map((hit: { entity_id: string }) => hit.entity_id);
    expect(await ids({ k: 2 })).toEqual(['e1', 'e2']);
    expect(await ids({ start_time: at(2), end_time: at(3) })).toEqual(['e2', 'e3']);
    expect(
      await ids({ end_time: '9999-12-31T23:59:59Z', start_time: '0001-01-01T00:00:00Z', entity_types: ['B'] }),
    ).toEqual(['e3']);
    expect(await search({ query_vector: [1] })).toEqual({ hits: [], compared: 0, dimensions: 1 });
    expect((await search({}))?.hits[0]).not.toHaveProperty('vector');
    expect(await search({ start_time: at(3), end_time: at(1) })).toMatchObject({ code: 'invalid_window' });
    expect(await search({ k: 1001 })).toMatchObject({ code: 'invalid_request', details: [{ path: 'body/k' }] });
  });
});

describe('trajectory_similarity', () => {
  it('ranks the others, and says why there are none', async () => {
    const { call } = await serve();
    const path = (entity_id: string, y: number) =>
      [0, 1, 2].map((x) => ({ entity_id, vector: [x, y], timestamp: at(x) }));
    await call('POST', '/v1/vectors/batch', {
      observations: [...path('me', 0), ...path('far', 3), ...path('near', 1)],
    });
    const ask = async (query: object) =>
      (await call('POST', '/v1/trajectories/similarity', { entity_id: 'me', ...query })).body;
    expect(await ask({ time_range: [at(0), at(9)] })).toMatchObject({
      metric: 'dtw',
      observations: 3,
      dimensions: 2,
      compared: 2,
      reason: null,
      matches: [
        { entity_id: 'near', distance: 1, observations: 3 },
        { entity_id: 'far', distance: 3 },
      ],
    });
    expect(await ask({ k: 1, metric: 'frechet' })).toMatchObject({
      metric: 'frechet',
      matches: [{ entity_id: 'near', distance: 1 }],
    });
    expect(await ask({ time_range: [at(50), at(60)] })).toMatchObject({ matches: [], reason: 'no_observations' });
    expect(await ask({ entity_types: ['X'] })).toMatchObject({ matches: [], reason: 'no_candidates' });
    expect(await ask({ entity_id: 'nobody' })).toMatchObject({ code: 'entity_not_found' });
    expect(await ask({ metric: 'x' })).toMatchObject({ code: 'invalid_request' });
    expect(await ask({ time_range: [at(9), at(0)] })).toMatchObject({ code: 'invalid_window' });
    expect(await ask({ time_range: [at(9)] })).toMatchObject({ code: 'invalid_request' });
  });
});

describe('anomaly_score', () => {
  it('scores the latest observation, or says why not', async () => {
    const { call } = await serve();
    const send = (value: number, entity_id = 'e') => call('POST', '/v1/vectors', { entity_id, vector: [value, 1] });
    for (const value of [1, 2, 1, 2, 1, 2]) await send(value);
    expect((await call('GET', '/v1/entities/e/anomaly-score')).body).toMatchObject({
      is_anomaly: false,
      threshold: 3.5,
      observations: 6,
      reason: null,
    });
    await send(90);
    const { body } = await call('GET', '/v1/entities/e/anomaly-score?lookback_hours=1');
    expect(body).toMatchObject({ is_anomaly: true, observations: 7, dimensions: 2 });
    await send(1, 'new');
    expect((await call('GET', '/v1/entities/new/anomaly-score')).body).toMatchObject({
      score: null,
      is_anomaly: null,
      reason: 'too_few_observations',
    });
    await call('POST', '/v1/vectors', { entity_id: 'old', vector: [1], timestamp: at(0) });
    expect((await call('GET', '/v1/entities/old/anomaly-score')).body).toMatchObject({
      score: null,
      observed_at: null,
      reason: 'no_observations',
    });
    expect((await call('GET', '/v1/entities/nobody/anomaly-score')).status).toBe(404);
    for (const hours of ['0', '8761', '1.5', 'x'])
      expect((await call('GET', `/v1/entities/e/anomaly-score?lookback_hours=${hours}`)).status).toBe(400);
  });
});

describe('entities', () => {
  it('are listed by pages, got, changed and deleted', async () => {
    const { call } = await serve();
    const observations = Array.from({ length: 25 }, (_, i) => ({
      entity_id: `e${i + 10}`,
      vector: [i],
      entity_type: i % 2 ? 'ODD' : 'EVEN',
    }));
    await call('POST', '/v1/vectors/batch', { observations });
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await call('GET', `/v1/entities?limit=4&entity_type=ODD${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.entities.map((entity: { entity_id: string }) => entity.entity_id));
      cursor = body.next_cursor;
    }
    expect(ids).toEqual(
      observations.filter(({ entity_type }) => entity_type === 'ODD').map(({ entity_id }) => entity_id),
    );
    expect(await call('GET', '/v1/entities?cursor=abc')).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
    const entity = await call('GET', '/v1/entities/e10');
    expect(entity.body).toMatchObject({
      entity_id: 'e10',
      entity_type: 'EVEN',
      display_name: null,
      metadata: {},
      observations: 1,
      dimensions: [1],
    });
    expect(
      (await call('PATCH', '/v1/entities/e10', { display_name: 'Ten', metadata: { a: 1, b: 2 } })).body,
    ).toMatchObject({ display_name: 'Ten', metadata: { a: 1, b: 2 } });
    expect((await call('PATCH', '/v1/entities/e10', { metadata: { a: null } })).body).toMatchObject({
      display_name: 'Ten',
      metadata: { b: 2 },
    });
    expect((await call('PATCH', '/v1/entities/e10', { display_name: null })).body).toMatchObject({
      display_name: null,
      metadata: { b: 2 },
    });
    expect((await call('PATCH', '/v1/entities/e10', { entity_type: null })).status).toBe(400);
    expect((await call('DELETE', '/v1/entities/e10')).body).toEqual({ entity_id: 'e10', observations_deleted: 1 });
    for (const method of ['GET', 'DELETE'])
      expect(await call(method, '/v1/entities/e10')).toMatchObject({ status: 404, body: { code: 'entity_not_found' } });
  });

  it('may have any name that fits in a path segment', async () => {
    const { call } = await serve();
    for (const name of ['a/b', 'a b?c#d', 'ünï-😀', '%2F', 'x'.repeat(256), '😀'.repeat(256), '+', 'a:b']) {
      expect((await call('POST', '/v1/vectors', { entity_id: name, vector: [1] })).status).toBe(201);
      expect((await call('GET', `/v1/entities/${encodeURIComponent(name)}`)).body).toMatchObject({ entity_id: name });
    }
    expect((await call('POST', '/v1/vectors', { entity_id: 'x'.repeat(257), vector: [1] })).status).toBe(400);
  });
});

describe('get_status', () => {
  it('tells the state, the version and what the tenant has', async () => {
    const { call } = await serve();
    expect((await call('GET', '/v1/status')).body).toEqual({
      status: 'ok',
      version: '0.1.0',
      uptime_seconds: 0,
      storage: { backend: 'memory', durable: false, vector_bytes: 0, compressed: 0, history: 0, history_from: null },
      entities: 0,
      observations: 0,
    });
    expect((await call('GET', '/healthz')).status).toBe(200);
    expect((await call('GET', '/readyz')).status).toBe(200);
  });
});
