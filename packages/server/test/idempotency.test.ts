import { SqliteStore } from '@vectorscaledb/engine';
import { describe, expect, it } from 'vitest';
import { Once } from '../src/http/idempotency.ts';
import { serve } from './helpers.ts';

const once = (key: string) => ({ 'idempotency-key': key });
const observation = { entity_id: 'e', vector: [1, 2] };

describe('an Idempotency-Key', () => {
  it('makes a repeated write happen once and answers it the same', async () => {
    const { call } = await serve();
    const batch = { observations: [observation, { entity_id: 'e', vector: ['bad'] }] };
    const writes: [string, string, unknown][] = [
      ['POST', '/v1/vectors', observation],
      ['POST', '/v1/vectors/batch', batch],
      ['PATCH', '/v1/entities/e', { display_name: 'x' }],
      ['DELETE', '/v1/entities/e', undefined],
    ];
    for (const [method, path, body] of writes) {
      const first = await call(method, path, body, once('same'));
      const again = await call(method, path, body, once('same'));
      expect(first.headers.has('idempotency-replayed')).toBe(false);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
    }
    await call('POST', '/v1/vectors', observation, once('other'));
    expect((await call('GET', '/v1/entities/e')).body.observations).toBe(1);
  });

  it('is refused for another request, kept per tenant, and not kept for failures', async () => {
    const { call } = await serve();
    await call('POST', '/v1/vectors', observation, once('k'));
    expect(await call('POST', '/v1/vectors', { ...observation, vector: [3] }, once('k'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(
      (await call('POST', '/v1/vectors', observation, { ...once('k'), 'x-tenant-id': 'other' })).headers.has(
        'idempotency-replayed',
      ),
    ).toBe(false);
    expect((await call('DELETE', '/v1/entities/later', undefined, once('d'))).status).toBe(404);
    await call('POST', '/v1/vectors', { ...observation, entity_id: 'later' });
    expect((await call('DELETE', '/v1/entities/later', undefined, once('d'))).status).toBe(200);
    expect((await call('POST', '/v1/vectors', observation, once('x'.repeat(256)))).status).toBe(400);
  });

  it('stores concurrent repeats once: they are answered the same or told to wait', async () => {
    const { call } = await serve();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '/v1/vectors', observation, once('k'))),
    );
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    for (const { status, headers } of answers)
      if (status !== 201) expect([status, headers.get('retry-after')]).toEqual([409, '1']);
    expect((await call('GET', '/v1/status')).body.observations).toBe(1);
  });

  it('answers 409 while the first request runs, 422 to another body', async () => {
    const store = new SqliteStore();
    const guard = new Once(store);
    const request = { tenant: 't', operation: 'o', key: 'k', fingerprint: 'f' };
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = guard.run(request, () => promise);
    await expect(guard.run(request, async () => 'x')).rejects.toMatchObject({ status: 409, more: { retryAfter: 1 } });
    await expect(guard.run({ ...request, fingerprint: 'g' }, async () => 'x')).rejects.toMatchObject({ status: 422 });
    resolve('done');
    expect(await first).toEqual({ result: 'done' });
    expect(await guard.run(request, async () => 'again')).toEqual({ result: 'again' });
    await store.close();
  });
});
