import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { blocks, serve } from '../helpers.ts';
import type { Request } from './requests.ts';

/** What came back, as it came. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const VOLATILE = ['date', 'content-length', 'connection', 'keep-alive', 'transfer-encoding'];

/** A server, and ways to be someone there. */
export async function world(apiKeys: string[]) {
  const { url } = await serve({ apiKeys });
  return { url, as: (key: string) => visitor(url, key) };
}

export type World = Awaited<ReturnType<typeof world>>;
export type Visitor = ReturnType<typeof visitor>;

function visitor(url: string, key: string) {
  const open = ({ path, ...request }: Request, signal?: AbortSignal) =>
    fetch(url + path, {
      ...request,
      ...(signal && { signal }),
      headers: { 'x-api-key': key, 'x-request-id': 'req_same', ...request.headers },
    });
  const send = async (request: Request): Promise<Answer> => {
    const response = await open(request);
    return { status: response.status, headers: plain(response.headers), text: await response.text() };
  };
  /** As `send`, of a request that must succeed. */
  const must = async (request: Request): Promise<Answer> => {
    const answer = await send(request);
    if (answer.status >= 300) throw new Error(`${request.method} ${request.path} answered ${answer.text}`);
    return answer;
  };
  /** Follows a feed while something is done, until it tells of an entity. */
  const follow = async (request: Request, until: string, meanwhile: () => Promise<unknown>): Promise<Answer> => {
    const gone = new AbortController();
    const response = await open(request, gone.signal);
    const answer = { status: response.status, headers: plain(response.headers), text: '' };
    if (response.status !== 200) return { ...answer, text: await response.text() };
    for await (const block of blocks(response)) {
      if (answer.text === '') await meanwhile();
      answer.text += `${block}\n\n`;
      if (block.includes(until)) break;
    }
    gone.abort();
    return answer;
  };
  /** The same by WebSocket: all messages, and how it was closed. */
  const subscribe = async (path: string, say: object, until: string, meanwhile: () => Promise<unknown>) => {
    const socket = new WebSocket(url.replace('http', 'ws') + path, {
      headers: { 'x-api-key': key, 'x-request-id': 'req_same' },
    });
    onTestFinished(() => socket.terminate());
    const closed = once(socket, 'close');
    let text = '';
    let done: Promise<unknown> = Promise.resolve();
    socket.on('message', (data) => {
      if (text === '') done = meanwhile();
      text += `${data}\n`;
      if (String(data).includes(until)) socket.close(1000);
    });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', ...say })));
    const [code] = await closed;
    await done;
    return { status: code as number, headers: {}, text };
  };
  /** Sends a request whose body does not end before it is told to. */
  const begin = ({ path, body = '', ...request }: Request): [end: () => void, answer: Promise<Answer>] => {
    const { promise, resolve: end } = Promise.withResolvers<void>();
    const unending = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        await promise;
        controller.close();
      },
    });
    const headers = { 'x-api-key': key, ...request.headers };
    const answer = fetch(url + path, { ...request, headers, body: unending, duplex: 'half' }).then(
      async (response) => ({ status: response.status, headers: plain(response.headers), text: await response.text() }),
    );
    return [end, answer];
  };
  return { send, must, follow, subscribe, begin };
}

const plain = (headers: Headers) => Object.fromEntries([...headers].filter(([name]) => !VOLATILE.includes(name)));

const MINUTES = 60_000;

/** An answer without what two servers rightly differ in: times of now, and the names and seals each makes up itself. */
export function comparable({ status, headers, text }: Answer, sent: string): string {
  const masked = text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) =>
      Math.abs(Date.parse(time) - Date.now()) < 30 * MINUTES ? '<now>' : time,
    )
    .replaceAll(/\b[0-9a-f]{8}-(\d+)\b/g, (id, place) => (sent.includes(id) ? id : `<log>-${place}`))
    .replaceAll(/\bsnap_[0-9a-f]+\b/g, (id) => (sent.includes(id) ? id : '<snapshot>'))
    .replaceAll(/"next_cursor":"([^"]+)"/g, (_, { length }) => `"next_cursor":<${length}>`)
    .replaceAll(/"expires_at":"[^"]+"/g, '"expires_at":<time>')
    .replaceAll(/"node_id":"[^"]+"/g, '"node_id":<node>')
    .replaceAll(/"uptime_seconds":\d+/g, '"uptime_seconds":<s>');
  return JSON.stringify({ status, headers, text: masked }, null, 1);
}
