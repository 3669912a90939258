import { setTimeout as wait } from 'node:timers/promises';
import type { JSONRPCMessage, Server } from '@modelcontextprotocol/server';
import type { Backend } from '../backend/backend.ts';
import { call } from '../calls/perform.ts';
import { CHANGES, entityUri, trajectoryUri } from './resources.ts';

const WAIT_MS = 10_000;
const PAUSE_MS = 5_000;

interface Batch {
  readonly changes: readonly { readonly entityId: string }[];
  readonly cursor: string;
}

/**
 * Tells a client of changes to what it subscribed to. Nothing is watched before somebody subscribes. On the revision of 2026 the SDK passes on
 * what is subscribed to; on that of 2025 this does.
 */
export class Watch {
  readonly #backend: Backend;
  readonly #stop = new AbortController();
  readonly #subscribed = new Set<string>();
  #server: Server | null = null;
  #isModern = false;
  #running = false;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  serve(server: Server): void {
    this.#server = server;
  }

  /** Sees what comes in: subscriptions of the later revision are answered by the SDK alone. */
  notice(message: JSONRPCMessage): void {
    if (!('method' in message) || message.method !== 'subscriptions/listen') return;
    this.#isModern = true;
    this.#start();
  }

  subscribe(uri: string): void {
    this.#subscribed.add(uri);
    this.#start();
  }

  unsubscribe(uri: string): void {
    this.#subscribed.delete(uri);
  }

  close(): void {
    this.#stop.abort();
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#follow().catch(() => {});
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    const client = await this.#backend.client();
    let cursor: string | undefined;
    while (!signal.aborted) {
      try {
        const params = { waitMs: WAIT_MS, limit: 1000, ...(cursor !== undefined && { cursor }) };
        const batch = (await call(client, 'pollChanges', params, { signal })) as Batch;
        cursor = batch.cursor;
        await this.#tell(batch);
      } catch (error) {
        if (signal.aborted) return;
        // What happened since is not in the log any more: go on from now.
        if ((error as { code?: string }).code === 'cursor_expired') cursor = undefined;
        await wait(PAUSE_MS, undefined, { signal, ref: false });
      }
    }
  }

  async #tell({ changes }: Batch): Promise<void> {
    if (changes.length === 0) return;
    const ids = new Set(changes.map(({ entityId }) => entityId));
    const uris = [CHANGES, ...[...ids].flatMap((id) => [entityUri(id), trajectoryUri(id)])];
    for (const uri of uris)
      if (this.#isModern || this.#subscribed.has(uri)) await this.#server?.sendResourceUpdated({ uri }).catch(() => {});
  }
}
