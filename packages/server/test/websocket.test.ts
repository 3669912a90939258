import { once } from 'node:events';
import { get } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { ServeOptions } from '../src/index.ts';
import { startServer } from '../src/index.ts';
import { blocks, serve } from './helpers.ts';

const one = (entity_id: string, entity_type = 'A') => ({ entity_id, vector: [1], entity_type });

interface Message {
  type: string;
  id?: string;
  status?: number;
  error?: { code: string; request_id: string };
  event?: { id: string; entity_id: string };
}

/** A client that has said what it was given to say, and its messages in order. */
function connect(url: string, say: object | string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/changes/socket`, { headers });
  onTestFinished(() => socket.terminate());
  const messages: Message[] = [];
  let wake = () => {};
  socket.on('open', () => socket.send(typeof say === 'string' ? say : JSON.stringify(say)));
  socket.on('message', (data) => {
    messages.push(JSON.parse(data.toString()));
    wake();
  });
  return {
    socket,
    closed: once(socket, 'close').then(([code]) => code as number),
    async next(): Promise<Message> {
      while (messages.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return messages.shift() as Message;
    },
  };
}

const subscribe = { type: 'subscribe' };

describe('the change feed by WebSocket', () => {
  it('gives the events of the stream, and goes on after any of them', async () => {
    const { url, call } = await serve();
    const live = connect(url, subscribe);
    const start = await live.next();
    expect(start).toEqual({ type: 'subscribed', id: expect.any(String) });
    for (const id of ['a', 'b', 'c']) await call('POST', '/v1/vectors', one(id, id === 'b' ? 'B' : 'A'));
    await call('POST', '/v1/vectors', one('secret'), { 'x-tenant-id': 'u' });
    const events = [await live.next(), await live.next(), await live.next()];
    const polled = (await call('GET', `/v1/changes?cursor=${start.id}`)).body.changes;
    expect(events).toEqual(polled.map((event: object) => ({ type: 'event', event })));
    const again = connect(url, { ...subscribe, last_event_id: events[0]?.event?.id });
    expect([await again.next(), await again.next()]).toEqual([
      { type: 'subscribed', id: events[0]?.event?.id },
      events[1],
    ]);
    const typed = connect(url, { ...subscribe, last_event_id: start.id, entity_types: ['B'] });
    await typed.next();
    expect(await typed.next()).toEqual(events[1]);
  });

  it('takes credentials from headers or the first message, and from nowhere else', async () => {
    const { url, call } = await serve({ apiKeys: ['k=t,u'] });
    const ask = async (say: object, headers = {}) => {
      const client = connect(url, { ...subscribe, ...say }, headers);
      const { type, status, error } = await client.next();
      return type === 'error' ? [status, error?.code, await client.closed] : type;
    };
    expect(await ask({}, { 'x-api-key': 'k' })).toBe('subscribed');
    expect(await ask({}, { authorization: 'Bearer k', 'x-tenant-id': 'u' })).toBe('subscribed');
    expect(await ask({ api_key: 'k', tenant_id: 'u' })).toBe('subscribed');
    expect(await ask({})).toEqual([401, 'missing_credentials', 4401]);
    expect(await ask({ api_key: 'x' })).toEqual([401, 'invalid_credentials', 4401]);
    expect(await ask({ api_key: 'k' }, { 'x-api-key': 'x' })).toEqual([401, 'invalid_credentials', 4401]);
    expect(await ask({ api_key: 'k', tenant_id: 'other' })).toEqual([403, 'tenant_forbidden', 4403]);
    const client = connect(url, { ...subscribe, api_key: 'k', tenant_id: 'u' });
    await client.next();
    await call('POST', '/v1/vectors', one('t'), { 'x-api-key': 'k', 'x-tenant-id': 't' });
    await call('POST', '/v1/vectors', one('u'), { 'x-api-key': 'k', 'x-tenant-id': 'u' });
    expect((await client.next()).event?.entity_id).toBe('u');
  });

  it.each([
    ['{', 400, 'invalid_json'],
    ['{"type":"hello"}', 400, 'invalid_request'],
    ['{"type":"subscribe","entity_typo":[]}', 400, 'invalid_request'],
    ['{"type":"subscribe","last_event_id":"x-1"}', 410, 'cursor_expired'],
  ])('refuses %s with the error of the API', async (say, status, code) => {
    const { url } = await serve();
    const client = connect(url, say, { 'x-request-id': 'mine' });
    expect(await client.next()).toMatchObject({ type: 'error', status, error: { code, request_id: 'mine' } });
    expect(await client.closed).toBe(4000 + status);
  });

  it('says that it is there while nothing happens', async () => {
    const { url } = await serve({ heartbeatMs: 50 });
    const client = connect(url, subscribe);
    await client.next();
    expect([await client.next(), await client.next()]).toEqual([{ type: 'heartbeat' }, { type: 'heartbeat' }]);
    const stream = await fetch(`${url}/v1/changes/stream`);
    const text = blocks(stream);
    await text.next();
    expect((await text.next()).value).toBe(': keep-alive');
  });

  it('is limited in its rate as all requests are', async () => {
    const { url } = await serve({ apiKeys: ['k'], rateLimit: 1 });
    await connect(url, { ...subscribe, api_key: 'k' }).next();
    expect(await connect(url, { ...subscribe, api_key: 'k' }).next()).toMatchObject({
      status: 429,
      error: { retry_after: 1 },
    });
  });

  it('ends with an error when the server stops, and does not hold it up', async () => {
    const { url, close } = await startServer({} satisfies ServeOptions);
    const clients = [connect(url, subscribe), connect(url, subscribe)];
    for (const client of clients) await client.next();
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(3000);
    for (const client of clients) {
      expect(await client.next()).toMatchObject({ type: 'error', status: 503 });
      expect(await client.closed).toBe(4503);
    }
  });

  it('is not opened elsewhere, nor by a page of another site where everyone is let in', async () => {
    const { url } = await serve();
    const answer = async (path: string, headers: Record<string, string> = {}) => {
      const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
      const key = { 'sec-websocket-key': Buffer.alloc(16).toString('base64') };
      const request = get(url + path, { headers: { ...upgrade, ...key, ...headers } });
      const [response] = await Promise.race([once(request, 'response'), once(request, 'upgrade')]);
      request.destroy();
      return response.statusCode;
    };
    expect(await answer('/v1/changes/socket')).toBe(101);
    expect(await answer('/v1/changes/socket', { origin: url })).toBe(101);
    expect(await answer('/v1/changes/socket', { origin: 'https://example.com' })).toBe(403);
    expect(await answer('/v1/elsewhere')).toBe(404);
    expect(await answer('/healthz', { upgrade: 'h2c' })).toBe(200);
  });
});
