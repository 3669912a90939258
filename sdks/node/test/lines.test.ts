import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StreamInterrupted } from '../dist/esm/errors.js';
import * as lines from '../dist/esm/runtime/lines.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

const codec = wire.object(() => ({ big_id: wire.required('bigId', wire.integer) }));

const reading = (framing: lines.Framing): lines.LinesEndpoint<object, unknown> => ({
  ...endpoint(),
  item: () => codec,
  framing,
});

async function read(url: string, framing: lines.Framing = 'ndjson'): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of lines.open(coreOf(url), reading(framing), {})) items.push(item);
  return items;
}

describe('lines', () => {
  it('are read as they come, however they are cut into chunks', async () => {
    const server = await serve(async (_, response) => {
      for (const chunk of ['{"big_', 'id":1}\n\n{"big_id":9007199254740993}\r', '\n{"big_id":3}'])
        response.write(chunk);
      response.end();
    });
    assert.deepEqual(await read(server.url), [{ bigId: 1 }, { bigId: 9007199254740993n }, { bigId: 3 }]);
    const records = await serve((_, response) => answer(response, 200, '\x1e{"big_id":1}\n\x1e{"big_id":2}\n'));
    assert.deepEqual(await read(records.url, 'json-seq'), [{ bigId: 1 }, { bigId: 2 }]);
  });

  it('say which of them is wrong, and that they were cut', async () => {
    const wrong = await serve((_, response) => answer(response, 200, '{"big_id":1}\n{"big_id":"x"}\n'));
    const error = await failure(read(wrong.url));
    assert.equal(error.message, 'line 2: big_id: expected an integer, got a string');
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"big_id":1}\n');
      setTimeout(() => response.destroy(), 20);
    });
    const interrupted = (await failure(read(cut.url))) as unknown as StreamInterrupted;
    assert.deepEqual([interrupted.code, interrupted.lastEventId], ['stream_interrupted', null]);
  });

  it('are sent as they are made, a list as often as needed', async () => {
    const server = await serve((_, response, number) =>
      answer(response, number === 1 ? 503 : 200, null, { 'retry-after': '0' }),
    );
    const send = (source: unknown) =>
      coreOf(server.url).call(
        endpoint({
          method: 'PUT',
          body: () => lines.items('body', codec, source as Iterable<unknown>),
          send: (value) => lines.body(value, 'ndjson'),
          contentType: 'application/x-ndjson',
        }),
        {},
      );
    await send([{ bigId: 1 }, { bigId: 2n ** 60n }]);
    const expected = '{"big_id":1}\n{"big_id":1152921504606846976}\n';
    assert.deepEqual(
      server.seen.map(({ body }) => body),
      [expected, expected],
    );
    await send(
      (async function* () {
        yield { bigId: 3 };
      })(),
    );
    assert.equal(server.seen[2]?.body, '{"big_id":3}\n');
    assert.equal((await failure(send([{ bigId: 'x' }]))).code, 'invalid_argument');
    assert.equal((await failure(send(5))).code, 'invalid_argument');
    const late = await failure(send(new Set([{ bigId: 'x' }])));
    assert.deepEqual(
      [late.code, late.message],
      ['invalid_argument', 'body[0].bigId: expected an integer, got a string'],
    );
  });
});
