import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const base64 = (...numbers: number[]) => Buffer.from(Float32Array.from(numbers).buffer).toString('base64');
const prefer = { prefer: 'packed-floats' };
const observation = (vector: unknown, entity_id = 'a') => ({ entity_id, vector, timestamp: '2025-06-01T00:00:00Z' });

describe('packed lists of floats', () => {
  it('are taken wherever a vector is', async () => {
    const { url, call } = await serve();
    expect(await call('POST', '/v1/vectors', observation(base64(0.1, -2, 3.5)))).toMatchObject({ status: 201 });
    const observations = [observation(base64(1, 2, 3), 'b'), observation([1, 2, 4], 'c')];
    expect((await call('POST', '/v1/vectors/batch', { observations })).body).toMatchObject({ ingested: 2 });
    const lines = `${JSON.stringify(observation(base64(7, 7, 7), 'd'))}\n`;
    const headers = { 'content-type': 'application/x-ndjson' };
    const imported = await fetch(`${url}/v1/vectors/import`, { method: 'POST', headers, body: lines });
    expect(await imported.json()).toMatchObject({ imported: 1, failed: 0 });
    const query = { query_vector: base64(0.1, -2, 3.5), include_vectors: true };
    const { body, headers: answered } = await call('POST', '/v1/search/temporal-knn', query);
    expect(body.hits[0]).toMatchObject({ entity_id: 'a', distance: 0, vector: [0.1, -2, 3.5] });
    expect(answered.get('preference-applied')).toBeNull();
    const batch = await call('POST', '/v1/search/batch', { queries: [query, { query_vector: base64(1, 2, 3), k: 1 }] });
    expect(batch.body.results[1].hits).toMatchObject([{ entity_id: 'b', distance: 0 }]);
  });

  it('are given where they are preferred', async () => {
    const { url, call } = await serve();
    await call('POST', '/v1/vectors', observation([0.1, -2, 3.5]));
    const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = prefer) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const all = { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) };
      const response = await fetch(url + path, { method, headers: all, ...json });
      expect(response.headers.get('cache-control')).toBe('no-store');
      return { text: await response.text(), applied: response.headers.get('preference-applied') };
    };
    const vector = `"vector":"${base64(0.1, -2, 3.5)}"`;
    const near = { query_vector: [0.1, -2, 3.5], include_vectors: true };
    for (const answer of [
      await ask('POST', '/v1/search/temporal-knn', near),
      await ask('POST', '/v1/search/batch', { queries: [near] }),
      await ask('GET', '/v1/entities/a/history?include_vectors=true'),
      await ask('GET', '/v1/entities/a/trajectory'),
      await ask('GET', '/v1/vectors/export'),
      await ask('GET', '/v1/vectors/export', undefined, { prefer: 'wait=5, Packed-Floats; x=1' }),
    ]) {
      expect(answer.text).toContain(vector);
      expect(answer.applied).toBe('packed-floats');
    }
    const { text, applied } = await ask('GET', '/v1/vectors/export', undefined, { prefer: 'packed-floats2' });
    expect(text).toContain('"vector":[0.1,-2,3.5]');
    expect(applied).toBeNull();
  });

  it('go from an export into an import', async () => {
    const [from, to] = [await serve(), await serve()];
    await from.call('POST', '/v1/vectors', observation([0.1, 1e-45, 3.4028235e38]));
    const exported = await (await fetch(`${from.url}/v1/vectors/export`, { headers: prefer })).text();
    const headers = { 'content-type': 'application/x-ndjson' };
    await fetch(`${to.url}/v1/vectors/import`, { method: 'POST', headers, body: exported });
    const kept = await Promise.all(
      [from, to].map(({ call }) => call('GET', '/v1/entities/a/history?include_vectors=true')),
    );
    expect(kept[1]?.body.observations[0].vector).toEqual(kept[0]?.body.observations[0].vector);
  });

  const unreadable = 'vector must be array, or base64 of finite 32-bit floats';
  it.each([
    ['bytes that are no floats', 'AAAA', unreadable],
    ['no base64', 'AAA!Pw==', unreadable],
    ['no padding', 'AAAAPw', unreadable],
    ['what is no number', base64(1, Number.NaN), unreadable],
    ['the infinite', base64(Number.POSITIVE_INFINITY), unreadable],
    ['nothing', '', 'vector must NOT have fewer than 1 items'],
    ['too many', base64(...new Array(4097).fill(1)), 'vector must NOT have more than 4096 items'],
  ])('of %s are refused', async (_, vector, message) => {
    const { call } = await serve();
    const { status, body } = await call('POST', '/v1/vectors', observation(vector));
    expect([status, body.message]).toEqual([400, `body/${message}`]);
    const batch = await call('POST', '/v1/vectors/batch', { observations: [observation(vector), observation([1])] });
    expect(batch.body).toMatchObject({ ingested: 1, items: [{ status: 'failed', error: { message } }, {}] });
  });
});
