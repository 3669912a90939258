import { setTimeout as wait } from 'node:timers/promises';
import { type JetStreamClient, type JetStreamManager, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type Store, StoreError } from '@vectorscaledb/engine';
import { FEED } from './buckets.ts';
import { feedSubject, type Published } from './feed.ts';
import type { Identity } from './identity.ts';

const PAUSE_MS = 1_000;
const ACK_MS = 3_000;

/**
 * Tells the federation of this node's changes. They are read from the store's own log, which is written with the data; where to go on is read
 * from JetStream. So nothing acknowledged goes untold, whatever ends this process, and nothing is told twice.
 */
export class Publisher {
  readonly #store: Store;
  readonly #identity: Identity;
  readonly #stop = new AbortController();
  readonly #running = new Set<string>();
  readonly #stream: JetStreamClient;
  readonly #manager: JetStreamManager;

  constructor(nats: NatsConnection, manager: JetStreamManager, store: Store, identity: Identity) {
    this.#stream = jetstream(nats, { timeout: ACK_MS });
    this.#manager = manager;
    this.#store = store;
    this.#identity = identity;
  }

  publish(tenant: string): void {
    if (this.#running.has(tenant)) return;
    this.#running.add(tenant);
    void this.#run(tenant);
  }

  close(): void {
    this.#stop.abort();
  }

  async #run(tenant: string): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#tell(tenant);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof StoreError && error.code === 'cursor_expired') await this.#admitLoss(tenant);
        else await wait(PAUSE_MS, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  }

  async #tell(tenant: string): Promise<void> {
    const last = await this.#manager.direct.getMessage(FEED, {
      last_by_subj: feedSubject(tenant, this.#identity.node),
    });
    const told = last?.json<Published & { readonly start?: string }>();
    const after = told && 'lost' in told ? told.start : (told?.id ?? this.#identity.tenants[tenant]);
    const { changes } = await this.#store.changes(tenant, {
      signal: this.#stop.signal,
      ...(after !== undefined && { after }),
    });
    for await (const change of changes) await this.#send(tenant, change, change.id);
  }

  /** This node was cut off for longer than its log reaches: who follows the feed must know that something is missing. */
  async #admitLoss(tenant: string): Promise<void> {
    const { startId } = await this.#store.changes(tenant, { signal: this.#stop.signal });
    await this.#send(tenant, { lost: true, start: startId } as Published, `lost-${startId}`).catch(() => {});
  }

  async #send(tenant: string, published: Published, id: string): Promise<void> {
    const subject = feedSubject(tenant, this.#identity.node);
    await this.#stream.publish(subject, JSON.stringify(published), {
      msgID: `${this.#identity.instance}-${tenant}-${id}`,
    });
  }
}
