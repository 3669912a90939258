import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { InvalidArgumentError, StreamInterrupted } from '../dist/esm/errors.js';
import type { StreamEndpoint } from '../dist/esm/runtime/endpoint.js';
import { openStream } from '../dist/esm/runtime/feed.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, failure, pause, serve } from './server.ts';

const feed = (more: Partial<StreamEndpoint<object, unknown>> = {}): StreamEndpoint<object, unknown> => ({
  ...endpoint({ read: 'stream' }),
  accept: 'text/event-stream',
  event: (data) => wire.jsonEvent(data, wire.json),
  resumable: true,
  endless: true,
  ...more,
});

function head(response: ServerResponse, text = ''): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(`retry: 10\n\n${text}`);
}

const event = (id: number) => `id: ${id}\ndata: ${id}\n\n`;

describe('streams', () => {
  it('go on after the last event when they are cut or end', async () => {
    const server = await serve((_, response, number) => {
      if (number === 1) {
        head(response, `${event(1)}${event(2)}data: lost\nid: 9\n`);
        setTimeout(() => response.destroy(), 20);
      } else if (number === 2) {
        head(response);
        response.end();
      } else head(response, event(3));
    });
    const found: unknown[] = [];
    const stream = openStream(coreOf(server.url), feed(), {});
    for await (const one of stream) if (found.push(one) === 3) break;
    assert.deepEqual(found, [1, 2, 3]);
    assert.deepEqual(
      server.seen.map(({ headers }) => headers['last-event-id']),
      [undefined, '2', '2'],
    );
    assert.equal(server.seen[0]?.headers.accept, 'text/event-stream');
    assert.equal(stream.lastEventId, '3');
  });

  it('start after the event the caller names', async () => {
    const server = await serve((_, response) => head(response, event(8)));
    for await (const one of openStream(coreOf(server.url), feed(), {}, { lastEventId: '7' })) {
      assert.equal(one, 8);
      break;
    }
    assert.equal(server.seen[0]?.headers['last-event-id'], '7');
  });

  it('give up when nothing comes of it, and say where they were', async () => {
    const server = await serve((_, response, number) => {
      if (number === 1) head(response, event(5));
      else response.writeHead(503, { 'retry-after-ms': '1' });
      response.end();
    });
    const found: unknown[] = [];
    const error = await failure(
      (async () => {
        for await (const one of openStream(coreOf(server.url), feed(), {})) found.push(one);
      })(),
    );
    assert.ok(error instanceof StreamInterrupted);
    assert.deepEqual([found, error.lastEventId, error.code, server.seen.length], [[5], '5', 'stream_interrupted', 6]);
  });

  it('never skip: without an id, or for a POST, a cut is raised', async () => {
    const server = await serve((request, response) => {
      head(response, request.method === 'POST' ? event(1) : 'data: 1\n\n');
      setTimeout(() => response.destroy(), 10);
    });
    const read = async (endpoint: StreamEndpoint<object, unknown>) => {
      for await (const _ of openStream(coreOf(server.url), endpoint, {}));
    };
    assert.ok((await failure(read(feed()))) instanceof StreamInterrupted);
    assert.ok((await failure(read(feed({ method: 'POST', resumable: false })))) instanceof StreamInterrupted);
    assert.equal(server.seen.length, 2);
  });

  it('raise what reconnecting cannot mend', async () => {
    const server = await serve((_, response, number) => {
      if (number > 1) return answer(response, 410, { code: 'cursor_expired', message: 'gone' });
      head(response, event(1));
      response.end();
    });
    const error = await failure(
      (async () => {
        for await (const _ of openStream(coreOf(server.url), feed(), {}));
      })(),
    );
    assert.deepEqual([error.code, error.status], ['cursor_expired', 410]);
  });

  it('end where they end by themselves, and at 204', async () => {
    const server = await serve((_, response, number) => {
      if (number > 1) response.writeHead(204).end();
      else {
        head(response, event(1));
        response.end();
      }
    });
    const found: unknown[] = [];
    for await (const one of openStream(coreOf(server.url), feed({ endless: false }), {})) found.push(one);
    for await (const one of openStream(coreOf(server.url), feed(), {})) found.push(one);
    assert.deepEqual(found, [1]);
  });

  it('take silence for a cut, but not comments', async () => {
    const server = await serve(async (_, response, number) => {
      head(response, event(number));
      for (let at = 0; at < 4 && number === 1; at++) {
        await pause(60);
        response.write(':\n\n');
      }
    });
    const found: unknown[] = [];
    const start = performance.now();
    const stream = openStream(coreOf(server.url, { readTimeout: 120 }), feed(), {});
    for await (const one of stream) if (found.push(one) === 2) break;
    assert.deepEqual(found, [1, 2]);
    assert.ok(performance.now() - start >= 300);
  });

  it('connect by themselves, and keep events for the first listener', async () => {
    const server = await serve((_, response) => head(response, event(1) + event(2)));
    const stream = openStream(coreOf(server.url), feed(), {});
    assert.equal(server.seen.length, 0);
    await pause(100);
    assert.equal(server.seen.length, 1);
    const found: unknown[] = [];
    stream.on('data', (one) => found.push(one));
    const ended = new Promise<void>((resolve) => stream.on('end', resolve));
    await pause(10);
    assert.deepEqual(found, [1, 2]);
    stream.close();
    await ended;
  });

  it('have one reader', async () => {
    const server = await serve((_, response) => head(response));
    const heard = openStream(coreOf(server.url), feed(), {}).on('data', () => {});
    assert.throws(() => heard[Symbol.asyncIterator](), InvalidArgumentError);
    const iterated = openStream(coreOf(server.url), feed(), {});
    iterated[Symbol.asyncIterator]();
    assert.throws(() => iterated.on('data', () => {}), /one reader/);
    assert.throws(() => iterated[Symbol.asyncIterator](), InvalidArgumentError);
    assert.throws(() => iterated.on('date' as 'data', () => {}), InvalidArgumentError);
    heard.close();
    iterated.close();
  });

  it('stop reading when nobody takes events', async () => {
    let written = 0;
    const server = await serve(async (_, response) => {
      head(response);
      response.setMaxListeners(0);
      const text = JSON.stringify('x'.repeat(10_000));
      while (!response.destroyed && written < 20_000) {
        written++;
        if (!response.write(`data: ${text}\n\n`))
          await new Promise((drained) => response.once('drain', drained).once('close', drained));
      }
    });
    const stream = openStream(coreOf(server.url, { readTimeout: 100 }), feed(), {});
    await pause(400);
    const before = written;
    await pause(200);
    assert.equal(written, before);
    assert.ok(written < 5000, `${written} events were read ahead`);
    stream.close();
  });

  it('emit errors to who listens, and reject unheard otherwise', async () => {
    const server = await serve((_, response) => answer(response, 401, { code: 'no', message: 'no' }));
    const heard = await new Promise<Error>((resolve) => {
      openStream(coreOf(server.url), feed(), {})
        .on('data', () => {})
        .once('error', resolve);
    });
    assert.equal((heard as unknown as { code: string }).code, 'no');
  });

  it('end a process whose code does not hear an error', () => {
    const code = `
      import { Core } from './dist/esm/runtime/core.js';
      import { openStream } from './dist/esm/runtime/feed.js';
      import { settingsOf } from './dist/esm/runtime/settings.js';
      const fetch = async () => new Response('{"message":"unheard of"}', { status: 401 });
      const core = new Core(settingsOf({ fetch }, { url: 'http://x', credentials: {}, headers: {} }));
      const endpoint = { path: () => '/', errors: () => undefined, security: [], read: 'stream', repeatable: true };
      openStream(core, endpoint, {}).on('data', () => {});
    `;
    const cwd = new URL('..', import.meta.url);
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /unheard of/);
  });

  it('end quietly for listeners when aborted, and with the reason for iterators', async () => {
    const server = await serve((_, response) => head(response));
    const controller = new AbortController();
    const ended = new Promise<void>((resolve) => {
      openStream(coreOf(server.url), feed(), {}, { signal: controller.signal })
        .on('data', () => {})
        .on('end', resolve);
    });
    const iterated = openStream(coreOf(server.url), feed(), {}, { signal: controller.signal })[Symbol.asyncIterator]();
    const next = failure(iterated.next());
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await ended;
    assert.equal((await next).message, 'enough');
    assert.deepEqual(await iterated.next(), { done: true, value: undefined });
  });

  it('refuse what is no event stream', async () => {
    const server = await serve((_, response) => answer(response, 200, {}));
    const error = await failure(openStream(coreOf(server.url), feed(), {})[Symbol.asyncIterator]().next());
    assert.equal(error.code, 'decode_error');
  });
});
