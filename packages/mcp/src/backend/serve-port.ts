import { parentPort } from 'node:worker_threads';
import type { EmbeddedServer } from 'vectorscaledb/embedded';
import { CoverageLog, withCoverage } from '../network/coverage.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

type Served = Pick<EmbeddedServer, 'request' | 'close'>;

/** A thread that answers what the main one asks: the server's own operations, without a socket. */
export function servePort(open: () => Served): void {
  const port = parentPort as NonNullable<typeof parentPort>;
  const say = (message: FromWorker) => port.postMessage(message);
  const streams = new Map<number, { readonly chunks: AsyncIterator<Uint8Array>; readonly log: CoverageLog }>();
  const { server, refusal } = opened(open);

  async function answer({ id, ...request }: Extract<ToWorker, { kind: 'request' }>): Promise<void> {
    if (!server) return say({ kind: 'failed', id, message: refusal });
    const log = new CoverageLog();
    const { status, headers, body } = await withCoverage(log, () => server.request(request));
    const { coverage } = log;
    if (body instanceof Uint8Array) return say({ kind: 'head', id, status, headers, body, coverage });
    streams.set(id, { chunks: body[Symbol.asyncIterator](), log });
    say({ kind: 'head', id, status, headers, body: null, coverage });
  }

  async function onward(kind: 'pull' | 'cancel', id: number): Promise<void> {
    const stream = streams.get(id);
    if (kind === 'cancel') {
      streams.delete(id);
      await stream?.chunks.return?.();
      return;
    }
    const { done, value } = (await stream?.chunks.next()) ?? { done: true };
    const coverage = stream?.log.coverage ?? null;
    if (!done && value) return say({ kind: 'chunk', id, bytes: value, coverage });
    streams.delete(id);
    say({ kind: 'end', id });
  }

  function fail(id: number, { message }: Error): void {
    streams.delete(id);
    say({ kind: 'failed', id, message });
  }

  async function close(): Promise<void> {
    for (const { chunks } of streams.values()) await chunks.return?.();
    await server?.close();
    say({ kind: 'closed' });
    port.close();
  }

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') void close();
    else if (message.kind === 'request') void answer(message).catch((error: Error) => fail(message.id, error));
    else void onward(message.kind, message.id).catch((error: Error) => fail(message.id, error));
  });
}

/** Why it does not open is told to whoever asks: by then there is somebody to read it. */
function opened(open: () => Served): { readonly server: Served | null; readonly refusal: string } {
  try {
    return { server: open(), refusal: '' };
  } catch (error) {
    return { server: null, refusal: (error as Error).message };
  }
}
