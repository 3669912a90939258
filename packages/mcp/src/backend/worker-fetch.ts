import type { Worker } from 'node:worker_threads';
import { Refusal } from '../calls/refusal.ts';
import { type CoverageLog, coverageLog } from '../network/coverage.ts';
import type { Fetch } from './guard.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

interface Waiting {
  head(response: Response): void;
  fail(error: Error): void;
  stream: ReadableStreamDefaultController<Uint8Array> | null;
  /** Where it is noted who of a federation took part. */
  readonly log: CoverageLog | undefined;
}

const EMPTY = new Set([204, 304]);

/** `fetch` whose requests are answered by a thread; `advice` is for when it cannot do its work. */
export function workerFetch(worker: Worker, advice: string): { fetch: Fetch; close(ms: number): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let closed = (): void => {};
  let dead: Error | null = null;
  const unavailable = (message: string) => new Refusal('unavailable', message, advice);
  const say = (message: ToWorker) => worker.postMessage(message);

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'closed') {
      closed();
      return;
    }
    const one = waiting.get(message.id);
    if (one) settle(message, one);
  });
  const die = (error: Error) => {
    dead = error;
    for (const one of waiting.values()) one.fail(error);
    waiting.clear();
    closed();
  };
  worker.on('error', die);
  worker.on('exit', () => die(unavailable('the engine has stopped')));

  function settle(message: Exclude<FromWorker, { kind: 'closed' }>, one: Waiting): void {
    const { id } = message;
    if ('coverage' in message && message.coverage) one.log?.include(message.coverage);
    switch (message.kind) {
      case 'head': {
        const { status, headers, body } = message;
        if (body) waiting.delete(id);
        const init = { status, headers: headers as [string, string][] };
        const content = EMPTY.has(status) ? null : ((body as Uint8Array<ArrayBuffer> | null) ?? streamOf(id, one));
        one.head(new Response(content, init));
        return;
      }
      case 'chunk':
        one.stream?.enqueue(message.bytes);
        return;
      case 'end':
        waiting.delete(id);
        one.stream?.close();
        return;
      case 'failed':
        waiting.delete(id);
        one.fail(unavailable(message.message));
    }
  }

  function streamOf(id: number, one: Waiting): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (controller) => {
        one.stream = controller;
      },
      pull: () => say({ kind: 'pull', id }),
      cancel: () => {
        waiting.delete(id);
        say({ kind: 'cancel', id });
      },
    });
  }

  const fetch: Fetch = async (url, { method = 'GET', headers, body, signal }) => {
    const bytes = body ? new Uint8Array(await new Response(body).arrayBuffer()) : null;
    signal?.throwIfAborted();
    if (dead) throw dead;
    const id = ++last;
    return new Promise<Response>((resolve, reject) => {
      const one: Waiting = {
        head: resolve,
        fail: (error) => (one.stream ? one.stream.error(error) : reject(error)),
        stream: null,
        log: coverageLog(),
      };
      waiting.set(id, one);
      signal?.addEventListener('abort', () => one.fail(signal.reason), { once: true });
      say({ kind: 'request', id, method, url, headers: headers as Record<string, string>, body: bytes });
    });
  };

  return {
    fetch,
    close: async (ms) => {
      const done = new Promise<void>((resolve) => {
        closed = resolve;
        setTimeout(resolve, ms).unref();
      });
      if (!dead) say({ kind: 'close' });
      else closed();
      await done;
      await worker.terminate();
    },
  };
}
