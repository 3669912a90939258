import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConnectionError } from '../dist/esm/errors.js';
import { retryAfterOf } from '../dist/esm/runtime/retry.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

describe('retries', () => {
  it('repeats after a retryable status, and says how often on failure', async () => {
    const server = await serve((_, response) =>
      answer(response, 503, { code: 'busy', message: 'later' }, { 'retry-after': '0' }),
    );
    const error = await failure(coreOf(server.url).call(endpoint(), {}));
    assert.equal(server.seen.length, 3);
    assert.deepEqual([error.code, error.status, error.attempts, error.retryAfter], ['busy', 503, 3, 0]);
  });

  it('waits longer each time, with jitter, when the server does not say', async () => {
    const server = await serve((_, response, number) => answer(response, number < 3 ? 500 : 200, { number }));
    assert.deepEqual(await coreOf(server.url).call(endpoint(), {}), { number: 3 });
    const [first = 0, second = 0, third = 0] = server.seen.map(({ at }) => at);
    assert.ok(second - first >= 370 && second - first < 700, `${second - first}`);
    assert.ok(third - second >= 740 && third - second < 1300, `${third - second}`);
  });

  it('obeys Retry-After, and raises at once what is too long', async () => {
    const server = await serve((_, response, number) =>
      answer(response, number === 1 ? 429 : 200, {}, { 'retry-after-ms': '150' }),
    );
    await coreOf(server.url).call(endpoint(), {});
    assert.ok((server.seen[1]?.at ?? 0) - (server.seen[0]?.at ?? 0) >= 145);
    const patient = await serve((_, response) => answer(response, 429, {}, { 'retry-after': '61' }));
    const error = await failure(coreOf(patient.url).call(endpoint(), {}));
    assert.deepEqual([patient.seen.length, error.retryAfter, error.code], [1, 61, 'http_429']);
  });

  it('raises at once when the wait would pass the deadline', async () => {
    const server = await serve((_, response) => answer(response, 503, {}, { 'retry-after': '5' }));
    const start = performance.now();
    const error = await failure(coreOf(server.url, { timeout: 1000 }).call(endpoint(), {}));
    assert.deepEqual([error.status, error.attempts], [503, 1]);
    assert.ok(performance.now() - start < 900);
  });

  it('sends once what may not be repeated', async () => {
    const server = await serve((_, response) => answer(response, 503, {}, { 'retry-after': '0' }));
    await failure(coreOf(server.url).call(endpoint({ method: 'POST', repeatable: false }), {}));
    assert.equal(server.seen.length, 1);
  });

  it('repeats a write under one key, and gives the next call another', async () => {
    const server = await serve((_, response, number) =>
      answer(response, number === 1 ? 503 : 200, {}, { 'retry-after': '0' }),
    );
    const write = endpoint({ method: 'POST', repeatable: false, idempotencyKey: 'idempotency-key' });
    const core = coreOf(server.url);
    await core.call(write, {});
    await core.call(write, {});
    await core.call(write, {}, { idempotencyKey: 'mine' });
    const [first, again, second, own] = server.seen.map(({ headers }) => headers['idempotency-key']);
    assert.equal(first, again);
    assert.notEqual(first, second);
    assert.match(`${first}`, /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
    assert.equal(own, 'mine');
  });

  it('repeats after a connection error', async () => {
    const server = await serve((_, response, number) => {
      if (number === 1) response.destroy();
      else answer(response, 200, { ok: true });
    });
    assert.deepEqual(await coreOf(server.url).call(endpoint(), {}), { ok: true });
    const error = await failure(coreOf('http://127.0.0.1:1', { maxRetries: 0 }).call(endpoint(), {}));
    assert.ok(error instanceof ConnectionError);
    assert.deepEqual([error.code, error.attempts, error.status], ['connection_error', 1, null]);
  });

  it('takes a body cut short for a connection error', async () => {
    const server = await serve((_, response, number) => {
      if (number > 1) return answer(response, 200, [1, 2]);
      response.writeHead(200, { 'content-length': '100' });
      response.write('[1,');
      setTimeout(() => response.destroy(), 20);
    });
    assert.deepEqual(await coreOf(server.url).call(endpoint(), {}), [1, 2]);
  });

  it('stops when the budget is spent, and earns it back', async () => {
    const server = await serve((_, response) => answer(response, 503, {}, { 'retry-after': '0' }));
    const core = coreOf(server.url, { maxRetries: 1000 });
    const error = await failure(core.call(endpoint(), {}));
    assert.equal(error.attempts, 101);
    assert.equal((await failure(core.call(endpoint(), {}))).attempts, 1);
  });
});

describe('Retry-After', () => {
  const of = (headers: Record<string, string>) => retryAfterOf(new Headers(headers));

  it('is seconds, a fraction, milliseconds or a date', () => {
    assert.equal(of({ 'retry-after': '90' }), 90);
    assert.equal(of({ 'retry-after': ' 1.5 ' }), 1.5);
    assert.equal(of({ 'retry-after-ms': '250', 'retry-after': '9' }), 0.25);
    const date = { 'retry-after': 'Wed, 01 Jan 2025 00:01:30 GMT' };
    assert.equal(of({ ...date, date: 'Wed, 01 Jan 2025 00:01:00 GMT' }), 30);
    assert.equal(of(date), 0);
  });

  it('is nothing when it makes no sense', () => {
    for (const text of ['', 'soon', '-1', '1e3', '0x10', 'NaN', 'Infinity'])
      assert.equal(of({ 'retry-after': text }), null, text);
    assert.equal(of({ 'retry-after-ms': 'x', 'retry-after': '2' }), 2);
  });
});
