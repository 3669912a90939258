import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as downloads from '../dist/esm/runtime/downloads.js';
import { coreOf, endpoint, failure, pause, serve } from './server.ts';

const fetched = async (url: string, options = {}) =>
  (await coreOf(url).call(endpoint({ answers: () => ({ 200: downloads.read }) }), {}, options)) as downloads.Download;

describe('downloads', () => {
  it('are read whole, chunk by chunk, or as a stream', async () => {
    const server = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '4' });
      response.write(Buffer.from([0, 255]));
      await pause(20);
      response.end(Buffer.from([1, 2]));
    });
    const whole = await fetched(server.url);
    assert.deepEqual([whole.contentType, whole.size], ['image/png', 4]);
    assert.deepEqual([...(await whole.bytes())], [0, 255, 1, 2]);
    const chunks: number[] = [];
    for await (const chunk of await fetched(server.url)) chunks.push(...chunk);
    assert.deepEqual(chunks, [0, 255, 1, 2]);
    const stream = (await fetched(server.url)).stream();
    assert.equal((await new Response(stream).arrayBuffer()).byteLength, 4);
  });

  it('may take longer than a call, but not be silent', async () => {
    const server = await serve(async (_, response) => {
      for (let count = 0; count < 4; count++) {
        response.write('a');
        await pause(150);
      }
      response.end();
    });
    assert.equal(await (await fetched(server.url, { timeout: 500, readTimeout: 5000 })).text(), 'aaaa');
    const error = await failure((await fetched(server.url, { readTimeout: 20 })).bytes());
    assert.equal(error.code, 'timeout');
  });

  it('that are cut are errors, and those closed let go', async () => {
    let closed = false;
    const server = await serve((_, response, number) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('abc');
      response.on('close', () => {
        closed = true;
      });
      if (number === 1) setTimeout(() => response.destroy(), 20);
    });
    assert.equal((await failure((await fetched(server.url)).bytes())).code, 'connection_error');
    closed = false;
    (await fetched(server.url)).close();
    await pause(50);
    assert.ok(closed);
  });
});
