import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import * as uploads from '../dist/esm/runtime/uploads.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

const upload = (more = {}) =>
  endpoint({
    method: 'PUT',
    body: (params) => wire.memberOf('body', uploads.file, (params as { body: uploads.Upload }).body),
    send: uploads.body,
    contentType: 'application/octet-stream',
    ...more,
  });

describe('uploads', () => {
  it('are octets of any kind', async () => {
    const server = await serve((_, response) => answer(response, 200, null));
    const octets = new TextEncoder().encode('abc');
    const given = [
      octets,
      octets.buffer,
      new Blob(['abc']),
      new Blob(['abc']).stream(),
      Readable.from([Buffer.from('ab'), Buffer.from('c')]),
      { content: 'abc', contentType: 'text/x' },
    ];
    for (const body of given) await coreOf(server.url).call(upload(), { body });
    assert.deepEqual(
      server.seen.map(({ body }) => body),
      given.map(() => 'abc'),
    );
    assert.equal(server.seen[0]?.headers['content-type'], 'application/octet-stream');
    assert.equal(server.seen[5]?.headers['content-type'], 'text/x');
  });

  it('are tried again only where they can be read again', async () => {
    const server = await serve((_, response) => answer(response, 503, {}, { 'retry-after': '0' }));
    const options = { maxRetries: 1 };
    await failure(coreOf(server.url).call(upload(), { body: new Blob(['a']) }, options));
    assert.equal(server.seen.length, 2);
    const error = await failure(coreOf(server.url).call(upload(), { body: new Blob(['a']).stream() }, options));
    assert.deepEqual([error.attempts, server.seen.length], [1, 3]);
  });

  it('refuse what holds no octets', async () => {
    for (const body of ['text', 5, ['a'], {}, null]) {
      const error = await failure(coreOf('http://127.0.0.1:9').call(upload(), { body }));
      assert.equal(error.code, 'invalid_argument', String(body));
    }
  });
});
