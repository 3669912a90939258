import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimeoutError } from '../dist/esm/errors.js';
import { answer, coreOf, endpoint, failure, hang, pause, serve } from './server.ts';

describe('timeouts', () => {
  it('ends a call at its deadline, retries included', async () => {
    const server = await serve(() => hang());
    const start = performance.now();
    const error = await failure(coreOf(server.url, { timeout: 200 }).call(endpoint(), {}));
    assert.ok(error instanceof TimeoutError);
    assert.deepEqual([error.code, error.attempts, server.seen.length], ['timeout', 1, 1]);
    assert.ok(performance.now() - start < 1000);
  });

  it('ends an attempt that says nothing, and tries again', async () => {
    const server = await serve((_, response, number) => (number === 1 ? hang() : answer(response, 200, 1)));
    const core = coreOf(server.url, { connectTimeout: 50, readTimeout: 50 });
    assert.equal(await core.call(endpoint(), {}), 1);
    assert.equal(server.seen.length, 2);
  });

  it('ends a body that stops, but not one that trickles', async () => {
    const server = await serve(async (request, response) => {
      response.writeHead(200);
      for (let at = 0; at < 5; at++) {
        response.write(at === 0 ? '[1' : ',1');
        await (request.headers['x-stop'] ? hang() : pause(60));
      }
      response.end(']');
    });
    const core = coreOf(server.url, { readTimeout: 150, maxRetries: 0 });
    assert.deepEqual(await core.call(endpoint(), {}), [1, 1, 1, 1, 1]);
    const error = await failure(core.call(endpoint(), {}, { headers: { 'x-stop': '1' } }));
    assert.ok(error instanceof TimeoutError);
  });

  it('rejects with the reason of the caller who aborts, at once', async () => {
    const server = await serve(() => hang());
    const signal = AbortSignal.timeout(250);
    assert.equal(await failure(coreOf(server.url).call(endpoint(), {}, { signal })), signal.reason);
    assert.equal(await failure(coreOf(server.url).call(endpoint(), {}, { signal })), signal.reason);
    assert.equal(server.seen.length, 1);
  });

  it('can be aborted while it waits to try again', async () => {
    const server = await serve((_, response) => answer(response, 503, {}, { 'retry-after': '30' }));
    const start = performance.now();
    const error = await failure(coreOf(server.url).call(endpoint(), {}, { signal: AbortSignal.timeout(100) }));
    assert.equal(error.name, 'TimeoutError');
    assert.ok(performance.now() - start < 1000);
  });
});
