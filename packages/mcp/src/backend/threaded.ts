import { Worker } from 'node:worker_threads';
import type { Backend, Client } from './backend.ts';
import { connect, documentAt } from './client.ts';
import { workerFetch } from './worker-fetch.ts';

export interface Threaded {
  readonly script: URL;
  readonly workerData: unknown;
  readonly name: string;
  readonly readOnly: boolean;
  readonly tenant: string | undefined;
  /** What to check when the thread cannot do its work. */
  readonly advice: string;
}

/** Left alone, the young generation takes 200 MB before it is first looked through in earnest. */
const YOUNG_MB = 24;
const CLOSE_MS = 10_000;
/** Requests need one; no socket is behind it. */
const URL_INSIDE = 'http://embedded.invalid';

/**
 * A database in a thread of its own: the first answers do not wait for it, and a long computation does not hold up the protocol. The same
 * client calls it as calls a server, so all modes check, answer and refuse alike.
 */
export function threadedBackend({ script, workerData, name, readOnly, tenant, advice }: Threaded): Backend {
  // What the thread prints goes to stderr: stdout is the protocol's.
  const worker = new Worker(script, {
    workerData,
    stdout: true,
    execArgv: [],
    name,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  worker.stdout.pipe(process.stderr);
  const { fetch, close } = workerFetch(worker, advice);
  let client: Promise<Client> | undefined;
  return {
    client: () => {
      client ??= connect({ url: URL_INSIDE, token: 'embedded', tenant, readOnly, fetch });
      return client;
    },
    document: (signal) => documentAt(URL_INSIDE, fetch, signal),
    close: () => close(CLOSE_MS),
  };
}
