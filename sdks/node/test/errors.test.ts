import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import * as errors from '../dist/esm/errors.js';
import { Core } from '../dist/esm/runtime/core.js';
import { settingsOf } from '../dist/esm/runtime/settings.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

const commonjs = createRequire(import.meta.url)('../dist/cjs/errors.js') as typeof errors;

describe('errors', () => {
  it('carry what the answer says', async () => {
    const body = { code: 'odd', message: 'Odd.', request_id: 'r-1', hint: 'x' };
    const server = await serve((_, response) => answer(response, 418, body));
    const error = await failure(coreOf(server.url).call(endpoint(), {}));
    assert.deepEqual([error.code, error.message, error.requestId, error.status], ['odd', 'Odd.', 'r-1', 418]);
    assert.deepEqual(error.body, body);
  });

  it('decode a declared body under its public names', async () => {
    const codec = wire.object(() => ({ request_id: wire.required('requestId', wire.text) }));
    const server = await serve((_, response) => answer(response, 400, { request_id: 'r', more: 1 }));
    const error = await failure(coreOf(server.url).call(endpoint({ errors: () => codec }), {}));
    assert.deepEqual(error.body, { requestId: 'r', more: 1 });
  });

  it('are good ones without JSON, too', async () => {
    const page = '<html><style>a{}</style><h1>Bad\n gateway</h1></html>';
    const server = await serve((_, response) =>
      answer(response, 502, page, { 'x-request-id': 'r-2', 'retry-after': '99' }),
    );
    const error = await failure(coreOf(server.url).call(endpoint(), {}));
    assert.deepEqual(
      [error.code, error.message, error.requestId, error.retryAfter],
      ['http_502', 'Bad gateway', 'r-2', 99],
    );
    assert.equal(error.body, page);
    const silent = await serve((_, response) => answer(response, 404, ''));
    assert.equal((await failure(coreOf(silent.url).call(endpoint(), {}))).code, 'http_404');
  });

  it('never follow a redirect', async () => {
    const elsewhere = await serve((_, response) => answer(response, 200, {}));
    const server = await serve((_, response) => answer(response, 302, '', { location: `${elsewhere.url}/` }));
    assert.equal((await failure(coreOf(server.url).call(endpoint(), {}))).code, 'http_302');
    assert.equal(elsewhere.seen.length, 0);
  });

  it('say what does not decode, and where', async () => {
    const codec = wire.object(() => ({ hits: wire.required('hits', wire.list(wire.text)) }));
    const server = await serve((_, response, number) =>
      answer(response, 200, number === 1 ? { hits: ['a', 1] } : '{"hits":'),
    );
    const core = coreOf(server.url);
    const wrong = await failure(core.call(endpoint({ answers: () => ({ 200: wire.asJson(codec) }) }), {}));
    assert.ok(wrong instanceof errors.DecodeError);
    assert.equal(wrong.message, 'hits[1]: expected a string, got 1');
    assert.equal(
      (await failure(core.call(endpoint({ answers: () => ({ 200: wire.asJson(codec) }) }), {}))).code,
      'decode_error',
    );
  });

  it('are told apart by instanceof, across copies of the package', () => {
    const error = new errors.TimeoutError({ message: 'x' });
    assert.ok(error instanceof errors.TimeoutError && error instanceof commonjs.TimeoutError);
    assert.ok(!(error instanceof commonjs.ConnectionError) && !(new Error('x') instanceof commonjs.TimeoutError));
    class Own extends commonjs.TimeoutError {}
    assert.ok(!(error instanceof Own) && new Own({ message: 'x' }) instanceof errors.TimeoutError);
    assert.equal(`${error}`, 'TimeoutError: x');
  });

  it('and clients never show a credential', async () => {
    const secret = 'canary-5f1e';
    const server = await serve((_, response) => answer(response, 401, {}));
    const settings = settingsOf(
      { maxRetries: 0 },
      { url: server.url, credentials: { Key: { in: 'header', name: 'X-Key', value: secret } }, headers: {} },
    );
    const holder = new (class Client {
      readonly #core = new Core(settings);
      call = () => this.#core.call(endpoint({ security: [['Key']] }), {});
    })();
    const error = await failure(holder.call());
    assert.equal(server.seen[0]?.headers['x-key'], secret);
    for (const shown of [
      inspect(holder, { depth: 9 }),
      JSON.stringify(holder),
      inspect(error, { depth: 9, showHidden: true }),
    ]) {
      assert.ok(!shown.includes(secret));
    }
  });

  it('use a credential of the environment only where none is given', () => {
    const key = { in: 'header', name: 'x-key' } as const;
    const of = (value: string | undefined) =>
      settingsOf(
        {},
        {
          url: 'http://x',
          credentials: { A: { ...key, value: undefined, fallback: 'env' }, B: { ...key, value } },
          headers: {},
        },
      ).credentials;
    assert.deepEqual([...of(undefined).keys()], ['A']);
    assert.deepEqual([...of('given').keys()], ['B']);
  });
});
