import { Worker } from 'node:worker_threads';
import type { Backend, Client } from './backend.ts';
import { connect, documentAt } from './client.ts';
import { workerFetch } from './worker-fetch.ts';

export interface Standalone {
  readonly directory: string | null;
  readonly readOnly: boolean;
}

const CLOSE_MS = 10_000;
/** Requests need one; no socket is behind it. */
const URL_INSIDE = 'http://embedded.invalid';

/**
 * The engine in a thread of its own: the first answers do not wait for it, and a long computation does not hold up the protocol. The same
 * client calls it as calls a server, so both modes check, answer and refuse alike.
 */
export function standaloneBackend({ directory, readOnly }: Standalone): Backend {
  // What the thread prints goes to stderr: stdout is the protocol's.
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { directory, readOnly },
    stdout: true,
    execArgv: [],
    name: 'engine',
  });
  worker.stdout.pipe(process.stderr);
  const { fetch, close } = workerFetch(worker);
  let client: Promise<Client> | undefined;
  return {
    client: () => {
      client ??= connect({ url: URL_INSIDE, token: 'embedded', tenant: undefined, readOnly, fetch });
      return client;
    },
    document: (signal) => documentAt(URL_INSIDE, fetch, signal),
    close: () => close(CLOSE_MS),
  };
}
