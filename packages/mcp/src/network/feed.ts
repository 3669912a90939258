import { once } from 'node:events';
import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import {
  type Change,
  type ChangeBatch,
  type ChangeFeed,
  type ChangeQuery,
  type PollQuery,
  StoreError,
} from '@vectorscaledb/engine';
import { FEED } from './buckets.ts';
import type { Peers } from './peers.ts';

/** What a node publishes of its log: a change, or that it could not tell of some. */
export type Published = Change | { readonly lost: true };

export const feedSubject = (tenant: string, node: string): string => `vsdb.changes.${tenant}.${node}`;

const BATCH = 256;
/** JetStream is asked again now and then even when nobody woke this: a notice may be lost, the log is not. */
const LOOK_MS = 200;

export interface Stream {
  readonly nats: NatsConnection;
  readonly manager: JetStreamManager;
}

interface Log {
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
}

/** The changes of all nodes in the one order JetStream gave them. Places are its sequence numbers, under the name of this very stream. */
export class Feed {
  readonly #peers: Peers;
  readonly #stream: () => Stream | null;

  constructor(peers: Peers, stream: () => Stream | null) {
    this.#peers = peers;
    this.#stream = stream;
  }

  async follow(tenant: string, query: ChangeQuery): Promise<ChangeFeed> {
    const log = await this.#log();
    const startId = query.after ?? idOf(log, log.last);
    placeOf(startId, log);
    return { startId, changes: this.#each(tenant, query, startId) };
  }

  async poll(tenant: string, { after, entityTypes, limit, waitMs, signal }: PollQuery): Promise<ChangeBatch> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    const notices = new Notices(this.#reach().nats, feedSubject(tenant, '*'));
    try {
      let log = await this.#log();
      let place = after === undefined ? log.last : placeOf(after, log);
      const wanted = entityTypes && new Set(entityTypes);
      const found: Change[] = [];
      for (;;) {
        const messages = log.last > place ? await this.#read(tenant, place + 1) : [];
        for (const message of messages) {
          if (found.length === limit) return this.#told({ changes: found, cursor: idOf(log, place), more: true });
          place = message.seq;
          const change = message.json<Published>();
          if ('lost' in change) throw expired('comes before changes that a node could not tell of');
          if (!wanted || wanted.has(change.entityType)) found.push({ ...change, id: idOf(log, place) });
        }
        if (messages.length === BATCH) continue;
        if (found.length > 0 || patience.aborted)
          return this.#told({ changes: found, cursor: idOf(log, place), more: false });
        await notices.next(AbortSignal.any([patience, AbortSignal.timeout(LOOK_MS)]));
        log = await this.#log();
      }
    } finally {
      notices.close();
    }
  }

  async *#each(tenant: string, query: ChangeQuery, from: string): AsyncGenerator<Change> {
    let after = from;
    while (!query.signal.aborted) {
      const { changes, cursor } = await this.poll(tenant, { ...query, after, limit: BATCH, waitMs: 15_000 });
      yield* changes;
      after = cursor;
    }
  }

  /** A node that is away may have changes to tell of once it is back. */
  #told(batch: ChangeBatch): ChangeBatch {
    this.#peers.noteWhoIsThere('; its changes come when it is back');
    return batch;
  }

  async #read(tenant: string, from: number): Promise<StoredMsg[]> {
    const query = { seq: from, batch: BATCH, next_by_subj: feedSubject(tenant, '*') };
    const messages: StoredMsg[] = [];
    try {
      for await (const message of await this.#reach().manager.direct.getBatch(FEED, query)) messages.push(message);
    } catch {
      throw unreachable();
    }
    return messages;
  }

  async #log(): Promise<Log> {
    const { created, state } = await this.#reach()
      .manager.streams.info(FEED)
      .catch(() => {
        throw unreachable();
      });
    return { epoch: Date.parse(created).toString(36), first: state.first_seq, last: state.last_seq };
  }

  #reach(): Stream {
    const stream = this.#stream();
    if (!stream) throw unreachable();
    return stream;
  }
}

/** Told when something is published; JetStream may not have it yet. */
class Notices {
  readonly #events = new EventTarget();
  readonly #subscription: Subscription;
  #isMissed = false;

  constructor(nats: NatsConnection, subject: string) {
    this.#subscription = nats.subscribe(subject, {
      callback: () => {
        this.#isMissed = true;
        this.#events.dispatchEvent(new Event('published'));
      },
    });
  }

  async next(signal: AbortSignal): Promise<void> {
    if (!this.#isMissed) await once(this.#events, 'published', { signal }).catch(() => undefined);
    this.#isMissed = false;
  }

  close(): void {
    this.#subscription.unsubscribe();
  }
}

const idOf = ({ epoch }: Log, sequence: number): string => `${epoch}-${sequence}`;

function placeOf(id: string, { epoch, first, last }: Log): number {
  const [of, digits = ''] = id.split('-');
  const place = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  if (of !== epoch || !(place <= last)) throw expired('is not one of this feed');
  if (place < first - 1) throw expired('is older than the feed keeps');
  return place;
}

const expired = (why: string) => new StoreError('cursor_expired', `the event id ${why}: start again without it`);
const unreachable = () => new StoreError('unavailable', 'the change feed is in JetStream, which does not answer');
