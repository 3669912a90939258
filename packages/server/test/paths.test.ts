import { describe, expect, it } from 'vitest';
import { type Answer, serve } from './helpers.ts';

const at = (second: number) => new Date(Date.UTC(2025, 5, 1) + second * 1000).toISOString();

type Call = Awaited<ReturnType<typeof serve>>['call'];

const store = (call: Call, entity_id: string, vectors: number[][], more: object = {}) =>
  call('POST', '/v1/vectors/batch', {
    observations: vectors.map((vector, second) => ({ entity_id, vector, timestamp: at(second), ...more })),
  });

/** Another tenant's data under the same names must change nothing. */
async function serveWithNeighbour() {
  const { call } = await serve({ apiKeys: ['key=mine,theirs'] });
  const as =
    (tenant: string): Call =>
    (method, path, body, headers) =>
      call(method, path, body, { 'x-api-key': 'key', 'x-tenant-id': tenant, ...headers });
  return { mine: as('mine'), theirs: as('theirs') };
}

const problem = ({ status, body }: Answer) => [status, body.code];

describe('compare_trajectories', () => {
  it('aligns two paths, or says which is empty', async () => {
    const { mine, theirs } = await serveWithNeighbour();
    await store(mine, 'a', [[0], [1], [2]]);
    await store(mine, 'b', [[0], [1], [1], [2]]);
    await store(mine, 'flat', [[1, 1]]);
    await store(theirs, 'secret', [[0]]);
    const compare = (query: object) =>
      mine('POST', '/v1/trajectories/compare', { entity_id: 'a', other_entity_id: 'b', ...query });
    expect((await compare({})).body).toEqual({
      entity_id: 'a',
      other_entity_id: 'b',
      metric: 'dtw',
      distance: 0,
      dimensions: 1,
      observations: 3,
      other_observations: 4,
      alignment: [
        { timestamp: at(0), other_timestamp: at(0), distance: 0 },
        { timestamp: at(1), other_timestamp: at(1), distance: 0 },
        { timestamp: at(1), other_timestamp: at(2), distance: 0 },
        { timestamp: at(2), other_timestamp: at(3), distance: 0 },
      ],
      reason: null,
    });
    expect((await compare({ other_time_range: [at(3), at(3)], metric: 'frechet' })).body).toMatchObject({
      distance: 2,
    });
    expect((await compare({ other_entity_id: 'flat' })).body).toMatchObject({
      distance: null,
      alignment: [],
      reason: 'no_other_observations',
    });
    expect((await compare({ time_range: [at(50), at(60)] })).body).toMatchObject({
      distance: null,
      dimensions: null,
      reason: 'no_observations',
    });
    expect(problem(await compare({ other_entity_id: 'secret' }))).toEqual([404, 'entity_not_found']);
    expect(problem(await compare({ metric: 'x' }))).toEqual([400, 'invalid_request']);
    expect(problem(await compare({ other_time_range: [at(2), at(1)] }))).toEqual([422, 'invalid_window']);
  });
});

describe('get_trajectory', () => {
  it('thins, simplifies and resamples', async () => {
    const { mine, theirs } = await serveWithNeighbour();
    await store(mine, 'e', [
      [0, 0],
      [1, 0.1],
      [1.8, 0],
      [3, 5],
      [4, 0],
    ]);
    await store(mine, 'e', [[1, 2, 3]], { timestamp: at(1) });
    await store(theirs, 'e', [[9, 9]]);
    const get = (query = '') => mine('GET', `/v1/entities/e/trajectory?${query}`);
    const vectors = async (query: string) =>
      (await get(query)).body.points.map(({ vector }: { vector: number[] }) => vector);
    expect((await get()).body).toMatchObject({
      entity_id: 'e',
      entity_type: 'UNKNOWN',
      dimensions: 2,
      observations: 5,
      used: 5,
      reduction: 'even',
      deviation: 0,
      reason: null,
    });
    expect(await vectors('')).toEqual([
      [0, 0],
      [1, 0.1],
      [1.8, 0],
      [3, 5],
      [4, 0],
    ]);
    expect(await vectors('points=3')).toEqual([
      [0, 0],
      [1.8, 0],
      [4, 0],
    ]);
    expect(await vectors('reduction=douglas_peucker&tolerance=0.2')).toEqual([
      [0, 0],
      [1.8, 0],
      [3, 5],
      [4, 0],
    ]);
    expect(await vectors('reduction=douglas_peucker&points=3')).toEqual([
      [0, 0],
      [3, 5],
      [4, 0],
    ]);
    expect((await get('reduction=douglas_peucker&tolerance=0.2')).body.deviation).toBeCloseTo(0.1, 6);
    expect(await vectors('reduction=visvalingam&points=3')).toEqual([
      [0, 0],
      [3, 5],
      [4, 0],
    ]);
    expect(await vectors('reduction=resample&points=9')).toHaveLength(9);
    expect((await get('reduction=resample&points=9')).body.points[5]).toEqual({
      timestamp: at(2.5),
      vector: [2.4, 2.5],
    });
    expect(await vectors('dimensions=3')).toEqual([[1, 2, 3]]);
    expect((await get(`start_time=${at(50)}`)).body).toMatchObject({
      dimensions: null,
      points: [],
      deviation: null,
      reason: 'no_observations',
    });
    expect(problem(await get('tolerance=1'))).toEqual([400, 'invalid_request']);
    expect(problem(await get('reduction=guess'))).toEqual([400, 'invalid_request']);
    expect(problem(await get('points=1'))).toEqual([400, 'invalid_request']);
    expect(problem(await get(`start_time=${at(1)}&end_time=${at(0)}`))).toEqual([422, 'invalid_window']);
    expect(problem(await mine('GET', '/v1/entities/nobody/trajectory'))).toEqual([404, 'entity_not_found']);
  });

  it('refuses an answer too large to write at once', async () => {
    const { call } = await serve();
    await store(call, 'long', [Array(4096).fill(1), Array(4096).fill(2)]);
    expect(problem(await call('GET', '/v1/entities/long/trajectory?points=65'))).toEqual([422, 'too_much_work']);
    expect((await call('GET', '/v1/entities/long/trajectory?reduction=resample')).body.points).toHaveLength(64);
  });
});

describe('segment_trajectory', () => {
  it('cuts where the level changes', async () => {
    const { mine, theirs } = await serveWithNeighbour();
    const level = (i: number) => (i < 20 ? 0 : i < 35 ? 4 : 6);
    const path = Array.from({ length: 50 }, (_, i) => [level(i) + Math.sin(i * i) / 10, 1]);
    await store(mine, 'e', path);
    await store(theirs, 'f', path);
    const get = (query = '') => mine('GET', `/v1/entities/e/segments?${query}`);
    const { body } = await get('include_vectors=true');
    expect(body).toMatchObject({ dimensions: 2, observations: 50, used: 50, penalty: 2, reason: null });
    expect(body.segments.map((each: { observations: number }) => each.observations)).toEqual([20, 15, 15]);
    expect(body.segments[1]).toMatchObject({ start_time: at(20), end_time: at(34) });
    expect(body.segments[0].change).toBeNull();
    expect(body.segments[1].change).toBeCloseTo(4, 1);
    expect(body.segments[1].mean[1]).toBe(1);
    expect(body.segments[1].spread).toBeLessThan(0.1);
    expect((await get()).body.segments[0]).not.toHaveProperty('mean');
    expect((await get('max_segments=2')).body.segments).toHaveLength(2);
    expect((await get('max_segments=2')).body.penalty).toBeGreaterThan(2);
    expect((await get('min_observations=30')).body.segments).toHaveLength(1);
    expect((await get(`end_time=${at(0)}`)).body).toMatchObject({ noise: null, segments: [{ observations: 1 }] });
    expect((await get(`start_time=${at(99)}`)).body).toMatchObject({ segments: [], reason: 'no_observations' });
    expect(problem(await get('penalty=0'))).toEqual([400, 'invalid_request']);
    expect(problem(await mine('GET', '/v1/entities/f/segments'))).toEqual([404, 'entity_not_found']);
  });
});

describe('cluster_trajectories', () => {
  it('groups what moved alike, the same way each time', async () => {
    const { mine, theirs } = await serveWithNeighbour();
    for (const [i, offset] of [0, 0.2, 9, 9.3, 9.1].entries())
      await store(
        mine,
        `e${i}`,
        [
          [0, offset],
          [1, offset],
          [2, offset],
        ],
        { entity_type: i === 4 ? 'B' : 'A' },
      );
    await store(mine, 'other-length', [[1]]);
    await store(theirs, 'secret', [[0, 4]]);
    const cluster = (query: object = {}) => mine('POST', '/v1/trajectories/cluster', query);
    const { body } = await cluster();
    expect(body).toMatchObject({ metric: 'dtw', dimensions: 2, entities: 5, truncated: false, reason: null });
    expect(
      body.clusters.map(({ medoid, members }: { medoid: string; members: { entity_id: string }[] }) => [
        medoid,
        members.map(({ entity_id }) => entity_id),
      ]),
    ).toEqual([
      ['e0', ['e0', 'e1']],
      ['e4', ['e4', 'e2', 'e3']],
    ]);
    expect(body.clusters[0].members[0]).toMatchObject({ entity_type: 'A', distance: 0 });
    expect(body.silhouette).toBeGreaterThan(0.9);
    expect((await cluster()).body).toEqual(body);
    expect((await cluster({ clusters: 1 })).body).toMatchObject({
      silhouette: null,
      clusters: [{ members: { length: 5 } }],
    });
    expect((await cluster({ clusters: 50 })).body.clusters).toHaveLength(5);
    expect((await cluster({ entity_types: ['A'], max_entities: 3 })).body).toMatchObject({
      entities: 3,
      truncated: true,
    });
    expect((await cluster({ entity_ids: ['e4', 'e0', 'e4'] })).body).toMatchObject({ entities: 2, truncated: false });
    expect((await cluster({ dimensions: 7 })).body).toMatchObject({ clusters: [], reason: 'no_observations' });
    expect(problem(await cluster({ entity_ids: ['secret'] }))).toEqual([404, 'entity_not_found']);
    expect(problem(await cluster({ entity_ids: [] }))).toEqual([400, 'invalid_request']);
  });

  it('refuses more comparing than it bounds', async () => {
    const { call } = await serve();
    const vector = Array(4096).fill(1);
    for (let batch = 0; batch < 2; batch++) {
      const observations = Array.from({ length: 10 }, (_, i) => ({ entity_id: `e${batch * 10 + i}`, vector }));
      await call('POST', '/v1/vectors/batch', { observations });
    }
    expect(problem(await call('POST', '/v1/trajectories/cluster', { points: 256 }))).toEqual([422, 'too_much_work']);
    expect((await call('POST', '/v1/trajectories/cluster', {})).body).toMatchObject({ entities: 20, points: 50 });
  });
});
