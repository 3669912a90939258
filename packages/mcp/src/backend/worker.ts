// The engine's thread: the server's own operations over its own store, without a socket.
import { parentPort, workerData } from 'node:worker_threads';
import { type EmbeddedServer, openEmbedded } from 'vectorscaledb/embedded';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

const port = parentPort as NonNullable<typeof parentPort>;
const { directory, readOnly } = workerData as WorkerStart;
const say = (message: FromWorker) => port.postMessage(message);
const streams = new Map<number, AsyncIterator<Uint8Array>>();

let server: EmbeddedServer | null = null;
let refusal = '';
try {
  server = openEmbedded({ readOnly, ...(directory !== null && { directory }) });
} catch (error) {
  refusal = (error as Error).message;
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'close') void close();
  else if (message.kind === 'request') void answer(message).catch((error: Error) => fail(message.id, error));
  else void onward(message.kind, message.id).catch((error: Error) => fail(message.id, error));
});

async function answer({ id, ...request }: Extract<ToWorker, { kind: 'request' }>): Promise<void> {
  if (!server) return say({ kind: 'failed', id, message: refusal });
  const { status, headers, body } = await server.request(request);
  if (body instanceof Uint8Array) return say({ kind: 'head', id, status, headers, body });
  streams.set(id, body[Symbol.asyncIterator]());
  say({ kind: 'head', id, status, headers, body: null });
}

async function onward(kind: 'pull' | 'cancel', id: number): Promise<void> {
  const stream = streams.get(id);
  if (kind === 'cancel') {
    streams.delete(id);
    await stream?.return?.();
    return;
  }
  const { done, value } = (await stream?.next()) ?? { done: true };
  if (!done && value) return say({ kind: 'chunk', id, bytes: value });
  streams.delete(id);
  say({ kind: 'end', id });
}

function fail(id: number, { message }: Error): void {
  streams.delete(id);
  say({ kind: 'failed', id, message });
}

async function close(): Promise<void> {
  for (const stream of streams.values()) await stream.return?.();
  await server?.close();
  say({ kind: 'closed' });
  port.close();
}
