import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compressed } from '../dist/esm/runtime/gzip.js';
import { coreOf, endpoint } from './server.ts';

describe('gzip', () => {
  it('is for large bodies only', async () => {
    const seen: [encoding: string | undefined, body: Buffer][] = [];
    const server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        seen.push([message.headers['content-encoding'], Buffer.concat(chunks)]);
        response.writeHead(200, { 'content-type': 'application/json' }).end('null');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => server.close());
    const core = coreOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const send = (text: string) => core.call(endpoint({ method: 'POST', body: () => text, compress: compressed }), {});
    await send('small');
    await send('large '.repeat(5000));
    const [small, large] = seen;
    assert.deepEqual([small?.[0], small?.[1].toString()], [undefined, '"small"']);
    assert.equal(large?.[0], 'gzip');
    assert.ok((large?.[1].length ?? 0) < 1000);
    assert.equal(JSON.parse(gunzipSync(large?.[1] ?? Buffer.alloc(0)).toString()).length, 30_000);
  });
});
