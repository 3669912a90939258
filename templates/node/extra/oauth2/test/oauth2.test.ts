import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Core } from '../dist/esm/runtime/core.js';
import { oauth2 } from '../dist/esm/runtime/oauth2.js';
import { settingsOf } from '../dist/esm/runtime/settings.js';
import { answer, endpoint, failure, serve } from './server.ts';

/** A client of a server that gives tokens one to nine, each good for `expires_in` seconds, and takes all but some. */
async function served(refused: readonly string[] = [], more: object = { expires_in: 3600 }) {
  let given = 0;
  const server = await serve((request, response) => {
    if (request.url === '/token') answer(response, 200, { access_token: `t${++given}`, ...more });
    else answer(response, refused.includes(String(request.headers.authorization)) ? 401 : 200, null);
  });
  const tokens = () => server.seen.filter(({ url }) => url === '/token');
  return { ...server, tokens };
}

function coreFor(url: string, given: Parameters<typeof oauth2>[0]): Core {
  const value = oauth2(given, { tokenUrl: `${url}/token` });
  return new Core(
    settingsOf({}, { url, credentials: { A: { in: 'header', name: 'authorization', value } }, headers: {} }),
  );
}

const call = (core: Core) => core.call(endpoint({ security: [['A']] }), {});

describe('OAuth 2 tokens', () => {
  it('are fetched once, with the client in the header, and kept', async () => {
    const server = await served();
    const core = coreFor(server.url, { clientId: 'a:b', clientSecret: 'ü', scopes: ['x', 'y'] });
    await Promise.all([call(core), call(core)]);
    await call(core);
    const [asked, ...others] = server.tokens();
    assert.equal(others.length, 0);
    assert.equal(asked?.body, 'grant_type=client_credentials&scope=x+y');
    assert.equal(asked?.headers.authorization, `Basic ${btoa('a%3Ab:%C3%BC')}`);
    assert.equal(server.seen.at(-1)?.headers.authorization, 'Bearer t1');
  });

  it('that end soon are fetched anew, as are those refused, once', async () => {
    const ending = await served([], { expires_in: 20 });
    const core = coreFor(ending.url, { clientId: 'a', clientSecret: 'b' });
    await call(core);
    await call(core);
    assert.equal(ending.tokens().length, 2);
    const refusing = await served(['Bearer t1']);
    const answered = await call(coreFor(refusing.url, { clientId: 'a', clientSecret: 'b' })).withResponse();
    assert.deepEqual([refusing.tokens().length, answered.attempts], [2, 2]);
    const hopeless = await served(['Bearer t1', 'Bearer t2', 'Bearer t3']);
    assert.equal((await failure(call(coreFor(hopeless.url, { clientId: 'a', clientSecret: 'b' })))).status, 401);
    assert.equal(hopeless.tokens().length, 2);
  });

  it('are renewed, or just there', async () => {
    const server = await served([], { expires_in: 1, refresh_token: 'r2' });
    const core = coreFor(server.url, { refreshToken: 'r1' });
    await call(core);
    await call(core);
    assert.deepEqual(
      server.tokens().map(({ body }) => body),
      ['grant_type=refresh_token&refresh_token=r1', 'grant_type=refresh_token&refresh_token=r2'],
    );
    await call(coreFor(server.url, 'mine'));
    assert.equal(server.seen.at(-1)?.headers.authorization, 'Bearer mine');
  });

  it('not given are an error that says nothing secret', async () => {
    const server = await serve((_, response) => answer(response, 400, { error: 'invalid_client' }));
    const error = await failure(call(coreFor(server.url, { clientId: 'a', clientSecret: 'canary' })));
    assert.deepEqual([error.code, error.status], ['http_400', 400]);
    assert.match(error.message, /invalid_client/);
    assert.ok(!JSON.stringify({ ...error, message: error.message }).includes('canary'));
  });
});
