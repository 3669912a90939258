import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { toChangeEvent } from '../wire.ts';
import { ApiError, errorBody, internal, invalid, toApiError } from './errors.ts';
import { admit, credentialsOf } from './gate.ts';
import type { Surroundings } from './mount.ts';
import { requestId } from './request-id.ts';
import { checker } from './validation.ts';
import { closeCode, SUBSCRIBE_MS, Subscribe, WEBSOCKET_PATH } from './websocket-feed.ts';

const checkSubscribe = checker(Subscribe);

/** Bytes that may wait for a slow reader before the log is read no further. */
const PENDING_BYTES = 1_048_576;

/** Serves the change feed by WebSocket on the same port, under the same gate. */
export function serveWebSocket(server: Server, around: Surroundings): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 65_536, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuse(request, around);
    if (refusal) return void socket.end(refusal);
    sockets.handleUpgrade(request, socket, head, (client) => void serveClient(client, request, around));
  });
  around.stopping.addEventListener('abort', () => {
    setTimeout(() => sockets.clients.forEach((client) => void client.terminate()), 1000).unref();
  });
}

/** A page of another site must not read from a server that lets everyone in; browsers say where a page is from. */
function refuse({ url = '', headers }: IncomingMessage, { keys, stopping }: Surroundings): string | null {
  if (url.split('?', 1)[0] !== WEBSOCKET_PATH) return answer('404 Not Found');
  if (stopping.aborted) return answer('503 Service Unavailable');
  const { origin, host } = headers;
  if (keys.open && origin !== undefined && URL.parse(origin)?.host !== host) return answer('403 Forbidden');
  return null;
}

const answer = (line: string) => `HTTP/1.1 ${line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;

async function serveClient(client: WebSocket, request: IncomingMessage, around: Surroundings) {
  const id = requestId(request.headers['x-request-id']);
  const gone = new AbortController();
  client
    .on('close', around.metrics.socket())
    .on('close', () => gone.abort())
    .on('error', () => client.terminate());
  const signal = AbortSignal.any([gone.signal, around.stopping]);
  const heartbeat = setInterval(() => send(client, { type: 'heartbeat' }), around.heartbeatMs);
  try {
    await feed(client, await subscription(client, request, around, signal), around, signal);
  } catch (error) {
    if (!around.stopping.aborted) refuseClient(client, toApiError(error) ?? internal, id);
  } finally {
    clearInterval(heartbeat);
  }
  if (around.stopping.aborted) refuseClient(client, stopped(), id);
}

const stopped = () => new ApiError(503, 'unavailable', 'the server is stopping', { retryAfter: 1 });

function refuseClient(client: WebSocket, refusal: ApiError, requestId: string): void {
  send(client, { type: 'error', status: refusal.status, error: errorBody(refusal, requestId) });
  client.close(closeCode(refusal.status), refusal.code);
}

interface Subscription extends Pick<Subscribe, 'entity_types' | 'last_event_id'> {
  tenant: string;
}

/** Waits for the first message and lets its sender in; credentials in headers go before those in the message. */
async function subscription(
  client: WebSocket,
  request: IncomingMessage,
  { keys, rate }: Surroundings,
  signal: AbortSignal,
) {
  const patience = AbortSignal.any([AbortSignal.timeout(SUBSCRIBE_MS), signal]);
  const [data] = (await once(client, 'message', { signal: patience }).catch(() => {
    throw new ApiError(408, 'request_timeout', 'no subscribe message came in time');
  })) as [Buffer];
  const message = parse(data.toString());
  const given = credentialsOf(request);
  const { caller: _, tenant } = admit(
    { key: given.key ?? message.api_key, tenant: given.tenant ?? message.tenant_id },
    keys,
    rate,
  );
  return { ...message, tenant };
}

function parse(text: string): Subscribe {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new ApiError(400, 'invalid_json', 'the message is not well-formed JSON');
  }
  const problem = checkSubscribe(message);
  if (problem)
    throw invalid(`message/${problem.path} ${problem.message}`, [{ ...problem, path: `message/${problem.path}` }]);
  return message as Subscribe;
}

async function feed(
  client: WebSocket,
  { tenant, entity_types, last_event_id }: Subscription,
  { store }: Surroundings,
  signal: AbortSignal,
) {
  const { startId, changes } = await store.changes(tenant, {
    signal,
    ...(last_event_id !== undefined && { after: last_event_id }),
    ...(entity_types && { entityTypes: entity_types }),
  });
  send(client, { type: 'subscribed', id: startId });
  for await (const change of changes) {
    const sent = send(client, { type: 'event', event: toChangeEvent(change) });
    if (client.bufferedAmount > PENDING_BYTES) await sent;
  }
}

/** Resolves when it has been handed to the system, or when there is no one to hand it to. */
const send = (client: WebSocket, message: object): Promise<void> =>
  new Promise((resolve) => {
    if (client.readyState !== WebSocket.OPEN) return resolve();
    client.send(JSON.stringify(message), () => resolve());
  });
