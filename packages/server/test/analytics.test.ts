import { describe, expect, it } from 'vitest';
import { type Answer, serve } from './helpers.ts';

const at = (second: number) => new Date(Date.UTC(2025, 5, 1) + second * 1000).toISOString();
const problem = ({ status, body }: Answer) => [status, body.code];

async function serveTwoTenants() {
  const { call } = await serve({ apiKeys: ['key=mine,theirs'] });
  const as = (tenant: string) => {
    const headers = { 'x-api-key': 'key', 'x-tenant-id': tenant };
    return {
      get: (path: string) => call('GET', path, undefined, headers),
      post: (path: string, body: unknown) => call('POST', path, body, headers),
      send: (entity_id: string, values: number[], more: (i: number) => object = () => ({})) =>
        call(
          'POST',
          '/v1/vectors/batch',
          { observations: values.map((value, i) => ({ entity_id, vector: [value, 1], ...more(i) })) },
          headers,
        ),
    };
  };
  return { mine: as('mine'), theirs: as('theirs') };
}

const timed = (i: number) => ({ timestamp: at(i) });
const steady = [1, 2, 1, 2, 1, 2, 1];

describe('scan_anomalies', () => {
  it('finds every entity above the score, page by page, with the scores of anomaly_score', async () => {
    const { mine, theirs } = await serveTwoTenants();
    for (let i = 0; i < 12; i++)
      await mine.send(`e${i + 10}`, [...steady, i % 3 ? 1.5 : 40 + i], () => ({ entity_type: i % 2 ? 'ODD' : 'EVEN' }));
    await mine.send('too-few', [1, 90]);
    await theirs.send('secret', [...steady, 90]);
    const found: { entity_id: string; score: number }[] = [];
    let scanned = 0;
    for (let cursor = ''; ; ) {
      const { body } = await mine.get(`/v1/anomalies?limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...body.anomalies);
      scanned += body.scanned;
      if (body.next_cursor === null) break;
      cursor = body.next_cursor;
    }
    expect(found.map(({ entity_id }) => entity_id)).toEqual(['e10', 'e13', 'e16', 'e19']);
    expect(scanned).toBe(13);
    const { body: score } = await mine.get('/v1/entities/e13/anomaly-score');
    expect(found[1]).toEqual({
      entity_id: 'e13',
      entity_type: 'ODD',
      score: score.score,
      observations: 8,
      dimensions: 2,
      observed_at: score.observed_at,
    });
    const ids = async (query: string) =>
      (await mine.get(`/v1/anomalies?${query}`)).body.anomalies.map((each: { entity_id: string }) => each.entity_id);
    expect(await ids('entity_type=EVEN')).toEqual(['e10', 'e16']);
    expect(await ids('min_score=1000000')).toEqual([]);
    expect(await ids('min_score=-1000')).toHaveLength(12);
  });

  it('takes no cursor of another tenant or filter', async () => {
    const { mine, theirs } = await serveTwoTenants();
    for (const id of ['a', 'b', 'c']) for (const who of [mine, theirs]) await who.send(id, [...steady, 90]);
    const { next_cursor } = (await mine.get('/v1/anomalies?limit=1')).body;
    expect((await mine.get(`/v1/anomalies?limit=1&cursor=${next_cursor}`)).body.anomalies[0].entity_id).toBe('b');
    for (const wrong of [
      theirs.get(`/v1/anomalies?limit=1&cursor=${next_cursor}`),
      mine.get(`/v1/anomalies?limit=1&min_score=4&cursor=${next_cursor}`),
      mine.get(`/v1/anomalies?entity_type=X&cursor=${next_cursor}`),
      mine.get('/v1/anomalies?cursor=abc'),
    ])
      expect(problem(await wrong)).toEqual([400, 'invalid_cursor']);
  });
});

describe('detect_drift', () => {
  it('tells a change of distribution from none', async () => {
    const { mine, theirs } = await serveTwoTenants();
    const usual = Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    await mine.send('e', [...usual, ...usual.slice(7, 37), ...usual.slice(0, 30).map((x) => 3 * x)], timed);
    await theirs.send('f', usual);
    const ask = (query: object) =>
      mine.post('/v1/drift', {
        entity_id: 'e',
        reference_range: [at(0), at(60)],
        current_range: [at(60), at(89)],
        ...query,
      });
    const same = (await ask({})).body;
    expect(same).toMatchObject({
      drifted: false,
      significance: 0.05,
      dimensions: 2,
      reference_observations: 60,
      current_observations: 30,
      reason: null,
    });
    const other = (await ask({ current_range: [at(90), at(119)] })).body;
    expect(other.drifted).toBe(true);
    expect(other.p_value).toBe(0.005);
    expect(other.score).toBeGreaterThan(same.score);
    expect(other.energy_distance).toBeGreaterThan(0);
    expect(other.mean_shift).toBeGreaterThan(0);
    expect((await ask({ current_range: [at(90), at(119)] })).body).toEqual(other);
    expect((await ask({ current_range: [at(90), at(119)], permutations: 999 })).body.p_value).toBe(0.001);
    const nothing = { drifted: null, score: null, p_value: null, energy_distance: null, mean_shift: null };
    expect((await ask({ current_range: [at(60), at(63)] })).body).toMatchObject({
      ...nothing,
      reason: 'too_few_observations',
    });
    expect((await ask({ current_range: [at(900), at(999)] })).body).toMatchObject({
      ...nothing,
      reference_observations: 61,
      reason: 'no_observations',
    });
    expect(problem(await ask({ current_range: [at(59), at(80)] }))).toEqual([422, 'invalid_window']);
    expect(problem(await ask({ current_range: [at(80), at(70)] }))).toEqual([422, 'invalid_window']);
    expect(problem(await ask({ entity_id: 'f' }))).toEqual([404, 'entity_not_found']);
    expect(problem(await ask({ permutations: 5 }))).toEqual([400, 'invalid_request']);
  });
});

describe('forecast_vector', () => {
  it('goes on along a line, with bounds that widen', async () => {
    const { mine, theirs } = await serveTwoTenants();
    await mine.send(
      'line',
      Array.from({ length: 30 }, (_, i) => 2 * i),
      timed,
    );
    await mine.send(
      'noisy',
      Array.from({ length: 80 }, (_, i) => i + 3 * Math.sin(i * i)),
      timed,
    );
    await theirs.send('secret', steady);
    const get = (query: string) => mine.get(`/v1/entities/${query}`);
    const { body } = await get('line/forecast?steps=3');
    expect(body).toMatchObject({ dimensions: 2, observations: 30, used: 30, step_seconds: 1, reason: null });
    expect(body.steps.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual([at(30), at(31), at(32)]);
    for (const [i, { vector, lower, upper }] of body.steps.entries()) {
      for (const values of [vector, lower, upper]) expect(values[0]).toBeCloseTo(60 + 2 * i, 6);
      expect(vector[1]).toBeCloseTo(1, 9);
    }
    const { steps, error } = (await get('noisy/forecast?steps=9')).body;
    expect(error).toBeGreaterThan(1);
    const widths = steps.map(
      ({ lower, upper }: { lower: number[]; upper: number[] }) => (upper[0] ?? 0) - (lower[0] ?? 0),
    );
    expect(widths).toEqual(widths.toSorted((a: number, b: number) => a - b));
    const narrow = (await get('noisy/forecast?confidence=0.5')).body.steps[0];
    expect(narrow.upper[0] - narrow.lower[0]).toBeLessThan(widths[0]);
    const coarse = (await get('line/forecast?step_seconds=2.5')).body;
    expect(coarse).toMatchObject({ step_seconds: 2.5, steps: [{ timestamp: at(31.5) }] });
    expect(coarse.steps[0].vector[0]).toBeCloseTo(63, 6);
    const none = { step_seconds: null, alpha: null, beta: null, error: null, steps: [] };
    expect((await get(`line/forecast?end_time=${at(6)}`)).body).toMatchObject({
      ...none,
      reason: 'too_few_observations',
    });
    expect((await get('line/forecast?step_seconds=10')).body).toMatchObject({
      ...none,
      reason: 'too_few_observations',
    });
    expect((await get(`line/forecast?start_time=${at(99)}`)).body).toMatchObject({
      ...none,
      reason: 'no_observations',
    });
    expect(problem(await get('secret/forecast'))).toEqual([404, 'entity_not_found']);
    expect(problem(await get('line/forecast?steps=101'))).toEqual([400, 'invalid_request']);
    expect(problem(await get(`line/forecast?start_time=${at(1)}&end_time=${at(0)}`))).toEqual([422, 'invalid_window']);
  });

  it('has no forecast where all was observed at one moment', async () => {
    const { mine } = await serveTwoTenants();
    await mine.send('burst', Array(20).fill(1), () => timed(0));
    expect((await mine.get('/v1/entities/burst/forecast')).body).toMatchObject({
      steps: [],
      reason: 'too_few_observations',
    });
  });
});

describe('time_histogram', () => {
  it('counts observations and entities per bucket, also where there are none', async () => {
    const { mine, theirs } = await serveTwoTenants();
    await mine.send('a', [1, 2, 3, 4], (i) => ({ timestamp: at(3600 * i + 10), entity_type: 'A' }));
    await mine.send('b', [1, 1], () => ({ timestamp: at(20), entity_type: 'B' }));
    await theirs.send('secret', steady, timed);
    const get = async (query: string) => (await mine.get(`/v1/histogram?${query}`)).body;
    const hourly = await get(`interval_seconds=3600&start_time=${at(0)}&end_time=${at(5 * 3600)}`);
    expect(hourly).toMatchObject({ interval_seconds: 3600, observations: 6, reason: null });
    expect(hourly.buckets[0]).toEqual({ start_time: at(0), end_time: at(3600), observations: 3, entities: 2 });
    const counts = (body: { buckets: { observations: number }[] }) => body.buckets.map((each) => each.observations);
    expect(counts(hourly)).toEqual([3, 1, 1, 1, 0, 0]);
    expect(counts(await get('interval_seconds=3600'))).toEqual([3, 1, 1, 1]);
    expect(counts(await get('buckets=2'))).toEqual([4, 2]);
    expect(counts(await get('interval_seconds=3600&entity_type=B'))).toEqual([2]);
    expect(counts(await get('interval_seconds=3600&entity_id=a'))).toEqual([1, 1, 1, 1]);
    expect(counts(await get(`buckets=3&start_time=${at(90000)}&end_time=${at(90002)}`))).toEqual([0, 0, 0]);
    expect(await get(`start_time=${at(90000)}`)).toEqual({
      interval_seconds: null,
      observations: 0,
      buckets: [],
      reason: 'no_observations',
    });
    expect((await get('start_time=0001-01-01T00:00:00Z&end_time=9999-12-31T23:59:59Z&buckets=1')).observations).toBe(6);
    expect(problem(await mine.get('/v1/histogram?interval_seconds=1'))).toEqual([422, 'too_much_work']);
    expect(problem(await mine.get('/v1/histogram?entity_id=secret'))).toEqual([404, 'entity_not_found']);
    expect(problem(await mine.get(`/v1/histogram?start_time=${at(1)}&end_time=${at(0)}`))).toEqual([
      422,
      'invalid_window',
    ]);
  });

  it('is empty for a tenant that has nothing', async () => {
    const { mine } = await serveTwoTenants();
    expect((await mine.get('/v1/histogram')).body).toMatchObject({ buckets: [], reason: 'no_observations' });
  });
});
