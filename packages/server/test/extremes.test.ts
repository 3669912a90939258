import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const MOST = 3.4028235e38;

/** Every answer is held to the document by `call`, so a number that is not one would show. */
describe('trajectories and analytics', () => {
  it.each([
    [
      'the largest numbers',
      [
        [MOST, -MOST],
        [-MOST, MOST],
      ],
    ],
    [
      'the smallest numbers',
      [
        [1e-45, 0],
        [0, -1e-45],
      ],
    ],
    [
      'both at once',
      [
        [MOST, 1e-45],
        [0, 0],
      ],
    ],
    ['always the same', [[1, 1]]],
  ])('answer for %s, from 1700 to 2250', async (_name, vectors) => {
    const { call } = await serve();
    for (const entity_id of ['a', 'b', 'c']) {
      const observations = Array.from({ length: 24 }, (_, i) => ({
        entity_id,
        vector: vectors[i % vectors.length],
        timestamp: [`1700-01-01T00:00:00.00000${i % 10}Z`, '2025-06-01T00:00:00Z', '2250-12-31T23:59:59.999999Z'][
          i >> 3
        ],
      }));
      expect((await call('POST', '/v1/vectors/batch', { observations })).body.ingested).toBe(24);
      await call('POST', '/v1/vectors', { entity_id, vector: vectors[0] });
    }
    const get = async (path: string) => expect((await call('GET', path)).status, path).toBe(200);
    const post = async (path: string, body: object) => expect((await call('POST', path, body)).status, path).toBe(200);
    for (const metric of ['dtw', 'frechet']) {
      await post('/v1/trajectories/similarity', { entity_id: 'a', metric });
      await post('/v1/trajectories/compare', { entity_id: 'a', other_entity_id: 'b', metric });
      await post('/v1/trajectories/cluster', { metric });
    }
    for (const reduction of ['even', 'douglas_peucker', 'visvalingam', 'resample'])
      await get(`/v1/entities/a/trajectory?reduction=${reduction}&points=9`);
    await get('/v1/entities/a/segments?include_vectors=true');
    await get('/v1/entities/a/anomaly-score?lookback_hours=8760');
    await get('/v1/anomalies?min_score=-1000&lookback_hours=8760');
    await post('/v1/drift', {
      entity_id: 'a',
      reference_range: ['0001-01-01T00:00:00Z', '2000-01-01T00:00:00Z'],
      current_range: ['2000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    });
    await get('/v1/entities/a/forecast?steps=100');
    await get('/v1/entities/a/forecast?steps=100&step_seconds=0.001');
    await get('/v1/entities/a/forecast?steps=100&step_seconds=31622400&confidence=0.999');
    await get('/v1/entities/a/forecast?end_time=1700-01-02T00:00:00Z');
    await get('/v1/histogram?buckets=1000');
    await get('/v1/histogram?interval_seconds=31622400');
  });
});
