import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { send } from '../dist/esm/runtime/methods.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

describe('what fetch refuses', () => {
  it('is sent all the same', async () => {
    const server = await serve((request, response) =>
      answer(response, 200, { got: request.body }, { 'set-cookie': 'a=1' }),
    );
    const search = endpoint({ body: () => ({ a: 'ü' }), contentType: 'application/json', transport: send });
    const { data, headers } = await coreOf(server.url).call(search, {}).withResponse();
    assert.deepEqual(data, { got: '{"a":"ü"}' });
    assert.equal(headers.get('set-cookie'), 'a=1');
    assert.deepEqual([server.seen[0]?.method, server.seen[0]?.headers['content-length']], ['GET', '10']);
    await coreOf(server.url).call(endpoint({ method: 'TRACE', transport: send }), {});
    assert.equal(server.seen[1]?.method, 'TRACE');
  });

  it('fails as anything else does', async () => {
    const silent = await serve(() => {});
    const slow = coreOf(silent.url).call(endpoint({ transport: send }), {}, { timeout: 100 });
    assert.equal((await failure(slow)).code, 'timeout');
    const nobody = coreOf('http://127.0.0.1:9', { maxRetries: 0 }).call(endpoint({ transport: send }), {});
    assert.equal((await failure(nobody)).code, 'connection_error');
    const given = coreOf('http://x', { fetch: async () => new Response('5') });
    assert.equal(await given.call(endpoint({ transport: send }), {}), 5);
  });
});
