import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { AuthenticationError, StreamInterrupted } from '../dist/esm/errors.js';
import { open, type Subscription } from '../dist/esm/runtime/subscription.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { coreOf, endpoint, failure } from './server.ts';

const feed = (more: Partial<Subscription<object, unknown>> = {}): Subscription<object, unknown> => ({
  stream: {
    ...endpoint({ read: 'stream' }),
    event: (data) => wire.jsonEvent(data, wire.json),
    resumable: true,
    endless: true,
  },
  path: '/socket',
  members: { 'x-key': 'key', authorization: 'token' },
  message: () => ({ only: ['a'] }),
  event: wire.json,
  ...more,
});

interface Seen {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly first: Record<string, unknown>;
  say(message: object): void;
}

/** A server that speaks just enough WebSocket: it hears one message, and says what it is told. */
async function serve(handle: (seen: Seen, number: number) => void): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer();
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${guid}`).digest('base64');
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
    socket.write(`${head}Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.once('data', (chunk: Buffer) => {
      const say = (message: object) => {
        const text = Buffer.from(JSON.stringify(message));
        const length = Buffer.from(text.length < 126 ? [text.length] : [126, text.length >> 8, text.length & 255]);
        socket.write(Buffer.concat([Buffer.of(0x81), length, text]));
      };
      seen.push({ request, socket, first: JSON.parse(unmasked(chunk)), say });
      handle(seen.at(-1) as Seen, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    for (const { socket } of seen) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function unmasked(chunk: Buffer): string {
  const at = (chunk[1] ?? 0) - 128 === 126 ? 4 : 2;
  const mask = chunk.subarray(at, at + 4);
  return Buffer.from(chunk.subarray(at + 4).map((octet, n) => octet ^ (mask[n % 4] ?? 0))).toString();
}

const event = (n: number, padding = '') => ({ type: 'event', event: { id: `e${n}`, n, padding } });
const numbers = (events: readonly unknown[]) => events.map((one) => (one as { n: number }).n);

describe('a feed by WebSocket', () => {
  it('says what it wants once, and gives events', async () => {
    const server = await serve(({ say }) => {
      say({ type: 'subscribed', id: 's' });
      say(event(1));
    });
    const stream = open(coreOf(server.url, { headers: { 'x-key': 'k' } }), feed(), {});
    const { status, attempts } = await stream.withResponse();
    assert.deepEqual([status, attempts, stream.lastEventId], [101, 1, 's']);
    for await (const one of stream) {
      assert.deepEqual(one, { id: 'e1', n: 1, padding: '' });
      break;
    }
    assert.deepEqual(server.seen[0]?.first, { type: 'subscribe', only: ['a'] });
    assert.equal(server.seen[0]?.request.url, '/socket');
    assert.equal(server.seen[0]?.request.headers['x-key'], 'k');
    assert.equal(stream.lastEventId, 'e1');
  });

  it('says who it is in the first message where the platform sets no headers', async () => {
    const server = await serve(({ say }) => say({ type: 'subscribed', id: 's' }));
    const Real = globalThis.WebSocket;
    // As browsers do.
    globalThis.WebSocket = class extends Real {
      constructor(url: string, protocols?: string[]) {
        if (typeof protocols === 'object') throw new DOMException('not a protocol', 'SyntaxError');
        super(url);
      }
    } as typeof WebSocket;
    try {
      const headers = { 'x-key': 'k', authorization: 'Bearer t', 'x-other': 'o' };
      const stream = open(coreOf(server.url, { headers }), feed(), {});
      await stream.withResponse();
      stream.close();
    } finally {
      globalThis.WebSocket = Real;
    }
    assert.deepEqual(server.seen[0]?.first, { type: 'subscribe', only: ['a'], key: 'k', token: 't' });
    assert.equal(server.seen[0]?.request.url, '/socket');
  });

  it('is refused with the errors of the API', async () => {
    const server = await serve(({ say }) =>
      say({ type: 'error', status: 401, error: { code: 'invalid', message: 'Wrong key', request_id: 'r' } }),
    );
    const error = await failure(open(coreOf(server.url), feed(), {}).withResponse());
    assert.ok(error instanceof AuthenticationError);
    assert.deepEqual([error.code, error.message, error.requestId, error.attempts], ['invalid', 'Wrong key', 'r', 1]);
  });

  it('does not go on where events may be missing', async () => {
    const server = await serve(({ say }) => say({ type: 'subscribed', id: 'z' }));
    const error = await failure(open(coreOf(server.url), feed(), {}, { lastEventId: 'y' }).withResponse());
    assert.ok(error instanceof StreamInterrupted);
    assert.equal(error.lastEventId, 'y');
    assert.equal(server.seen[0]?.first.last_event_id, 'y');
  });

  it('takes silence for a cut', async () => {
    const server = await serve(({ say }, number) => {
      say({ type: 'subscribed', id: number === 1 ? 's' : 'e1' });
      say(event(number));
    });
    const found: unknown[] = [];
    for await (const one of open(coreOf(server.url), feed({ silence: 100 }), {})) if (found.push(one) === 2) break;
    assert.deepEqual(numbers(found), [1, 2]);
    assert.equal(server.seen[1]?.first.last_event_id, 'e1');
  });

  it('leaves when its reader is too slow, and asks again for what it did not keep', async () => {
    const padding = 'x'.repeat(60_000);
    // The stream keeps 64 of them itself.
    const [first, all] = [120, 140];
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const server = await serve(({ say, socket, first: { last_event_id: place } }) => {
      socket.once('close', () => leave());
      const from = place === undefined ? 0 : Number(String(place).slice(1)) + 1;
      say({ type: 'subscribed', id: place ?? 's' });
      for (let n = from; n < (place === undefined ? first : all); n++) say(event(n, padding));
    });
    const found: unknown[] = [];
    for await (const one of open(coreOf(server.url), feed(), {})) {
      if (found.length === 0) await left;
      if (found.push(one) === all) break;
    }
    assert.deepEqual(
      numbers(found),
      Array.from({ length: all }, (_, n) => n),
    );
  });

  it('lets go of its connection at once when it is closed or aborted, whatever the server does', async () => {
    const gone: Promise<unknown>[] = [];
    const server = await serve(({ say, socket }) => {
      // It does not answer a goodbye: only the connection itself can go.
      gone.push(new Promise((resolve) => socket.once('close', resolve)));
      say({ type: 'subscribed', id: 's' });
    });
    const aborting = new AbortController();
    const closed = open(coreOf(server.url), feed(), {});
    const aborted = open(coreOf(server.url), feed(), {}, { signal: aborting.signal });
    await Promise.all([closed.withResponse(), aborted.withResponse()]);
    closed.close();
    aborting.abort();
    await Promise.all(gone);
    assert.equal(gone.length, 2);
  });

  it('stops opening when it is aborted', async () => {
    const server = await serve(() => {});
    const aborting = new AbortController();
    const stream = open(coreOf(server.url), feed(), {}, { signal: aborting.signal });
    setTimeout(() => aborting.abort(new Error('enough')), 50);
    assert.equal((await failure(stream.withResponse())).message, 'enough');
  });
});
