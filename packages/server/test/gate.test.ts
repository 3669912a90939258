import { describe, expect, it } from 'vitest';
import { RateLimit } from '../src/rate-limit.ts';
import { serve } from './helpers.ts';

const key = (value: string, tenant?: string) => ({ 'x-api-key': value, ...(tenant && { 'x-tenant-id': tenant }) });

describe('API keys', () => {
  it('are needed, in either header', async () => {
    const { call } = await serve({ apiKeys: ['k1'] });
    const none = await call('GET', '/v1/status');
    expect(none).toMatchObject({ status: 401, body: { code: 'missing_credentials' } });
    expect(none.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await call('GET', '/v1/status', undefined, key('k2'))).toMatchObject({
      status: 401,
      body: { code: 'invalid_credentials' },
    });
    for (const headers of [key('k1'), { authorization: 'Bearer k1' }])
      expect((await call('GET', '/v1/status', undefined, headers)).status).toBe(200);
    for (const authorization of ['Bearer k1x', 'Basic k1', 'k1'])
      expect((await call('GET', '/v1/status', undefined, { authorization })).status).toBe(401);
    expect((await call('GET', '/openapi.json')).status).toBe(200);
  });

  it('say for which tenants they act', async () => {
    const { call } = await serve({ apiKeys: ['plain', 'ab=a,b', 'any=*'] });
    const status = async (headers: Record<string, string>) =>
      (await call('GET', '/v1/status', undefined, headers)).status;
    expect(await status(key('plain', 'default'))).toBe(200);
    expect(await status(key('plain', 'a'))).toBe(403);
    expect(await status(key('ab', 'b'))).toBe(200);
    expect(await status(key('ab', 'default'))).toBe(403);
    expect(await status(key('any', 'whoever'))).toBe(200);
    expect(await status(key('any', 'not a name'))).toBe(400);
    await call('POST', '/v1/vectors', { entity_id: 'e', vector: [1] }, key('ab'));
    expect((await call('GET', '/v1/entities/e', undefined, key('any', 'a'))).status).toBe(200);
    expect((await call('GET', '/v1/entities/e', undefined, key('any'))).status).toBe(404);
  });

  it('are refused when malformed or given twice, and needed beyond loopback', async () => {
    await expect(serve({ apiKeys: ['not a key'] })).rejects.toThrow('API key');
    await expect(serve({ apiKeys: ['k=bad tenant'] })).rejects.toThrow('tenant');
    await expect(serve({ apiKeys: ['k', 'k=a'] })).rejects.toThrow('twice');
    await expect(serve({ host: '0.0.0.0' })).rejects.toThrow('only loopback');
  });
});

describe('tenants', () => {
  it("answer what is another's exactly as what does not exist", async () => {
    const { call } = await serve({ apiKeys: ['one=one', 'two=two'] });
    await call('POST', '/v1/vectors', { entity_id: 'secret', vector: [1, 2], entity_type: 'X' }, key('one'));
    const listed = await call('GET', '/v1/entities?limit=1', undefined, key('one'));
    expect(listed.body.entities).toHaveLength(1);
    const requests: [string, string, unknown?][] = [
      ['GET', '/v1/entities/ID'],
      ['PATCH', '/v1/entities/ID', { display_name: 'mine' }],
      ['DELETE', '/v1/entities/ID'],
      ['GET', '/v1/entities/ID/anomaly-score'],
      ['POST', '/v1/trajectories/similarity', { entity_id: 'ID' }],
    ];
    for (const [method, path, body] of requests) {
      const ask = async (id: string) => {
        const { status, body: answer } = await call(
          method,
          path.replace('ID', id),
          body && JSON.parse(JSON.stringify(body).replace('ID', id)),
          key('two'),
        );
        return JSON.stringify({ status, ...answer, request_id: '' }).replaceAll(id, '');
      };
      expect(await ask('secret')).toBe(await ask('nobody'));
    }
    expect((await call('POST', '/v1/search/temporal-knn', { query_vector: [1, 2] }, key('two'))).body).toMatchObject({
      hits: [],
      compared: 0,
    });
    expect((await call('GET', '/v1/entities', undefined, key('two'))).body.entities).toEqual([]);
    expect((await call('GET', '/v1/status', undefined, key('two'))).body).toMatchObject({
      entities: 0,
      observations: 0,
    });
    expect((await call('POST', '/v1/vectors', { entity_id: 'x', vector: [1] }, key('two'))).body.sequence).toBe(1);
  });
});

describe('the rate limit', () => {
  it('answers 429 per key, and says when to come back', async () => {
    const { call } = await serve({ apiKeys: ['a', 'b'], rateLimit: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await call('GET', '/v1/status', undefined, key('a'))).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    const { headers, body } = await call('GET', '/v1/status', undefined, key('a'));
    expect(body).toMatchObject({ code: 'rate_limited', retry_after: 1 });
    expect(headers.get('retry-after')).toBe('1');
    expect((await call('GET', '/v1/status', undefined, key('b'))).status).toBe(200);
  });

  it('gives tokens back with time, and stores no more than the burst', () => {
    const limit = new RateLimit(4);
    expect([0, 0, 0, 0, 0].map(() => limit.take(1, 0))).toEqual([0, 0, 0, 0, 0.25]);
    expect(limit.take(1, 250)).toBe(0);
    expect(limit.take(1, 250)).toBeCloseTo(0.25);
    expect([0, 0, 0, 0].map(() => limit.take(1, 60_000))).toEqual([0, 0, 0, 0]);
    expect(limit.take(1, 60_000)).toBeGreaterThan(0);
    expect(new RateLimit(0.5).take(1, 0)).toBe(0);
  });
});
