import type { KV } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { type NodeRecord, StoreError } from '@vectorscaledb/engine';
import { version } from '../version.ts';
import type { Identity } from './identity.ts';

const BEAT_MS = 1_000;
/** A node that misses so many beats is not waited for. */
const SILENT_MS = 3_500;
const HERE = 'vsdb.here';

interface Beat {
  readonly version: string;
  readonly startedAt: number;
  readonly stopping: boolean;
}

interface Heard extends Beat {
  readonly at: number;
  readonly seenAt: number;
}

/**
 * Who belongs to the federation, and who of them is there. A node stays a member when it stops: what it holds is then missing from results,
 * and that has to be said. Only `--forget-node` ends that.
 */
export class Members {
  readonly #identity: Identity;
  readonly #heard = new Map<string, Heard>();
  readonly #startedAt = Date.now() * 1000;
  #nats: NatsConnection | null = null;
  #bucket: KV | null = null;
  #timer: NodeJS.Timeout | undefined;
  #since = performance.now();
  #members: ReadonlySet<string>;

  constructor(identity: Identity) {
    this.#identity = identity;
    this.#members = new Set(identity.members);
  }

  get self(): string {
    return this.#identity.node;
  }

  get names(): string[] {
    return [...this.#members].sort();
  }

  has(node: string): boolean {
    return this.#members.has(node);
  }

  /** The same of a node that may have come just now. */
  async knows(node: string): Promise<boolean> {
    if (this.has(node)) return true;
    if ((await this.#bucket?.get(node))?.operation !== 'PUT') return false;
    this.#know(new Set([...this.#members, node]));
    return true;
  }

  /** Enters this node, takes out the one to forget, and from then on knows who comes and goes. */
  async join(nats: NatsConnection, bucket: KV, forgotten: string | undefined): Promise<void> {
    const { node, instance } = this.#identity;
    if (forgotten !== undefined && forgotten !== node) await bucket.purge(forgotten);
    const entry = await bucket.get(node);
    if (entry?.operation === 'PUT' && entry.string() !== instance)
      throw new StoreError('unavailable', `the federation has another node ${node}: give this one another --node-name`);
    if (entry?.operation !== 'PUT') {
      this.#identity.rejoin();
      await bucket.put(node, instance);
    }
    this.#bucket = bucket;
    const names: string[] = [];
    for await (const name of await bucket.keys()) names.push(name);
    this.#know(new Set(names));
    void this.#watch(bucket).catch(() => {});
    this.#listen(nats);
  }

  /** Why a node is not asked; null when it may well be there. */
  away(node: string): string | null {
    const heard = this.#heard.get(node);
    if (heard?.stopping) return 'it has stopped';
    const silent = performance.now() - (heard?.at ?? this.#since);
    return silent < SILENT_MS ? null : `silent for ${Math.round(silent / 1000)} s`;
  }

  list(): NodeRecord[] {
    return this.names.map((node) => {
      const heard = node === this.self ? this.#own() : this.#heard.get(node);
      const { version: of = 'unknown', startedAt = 0, seenAt = 0 } = heard ?? {};
      const isAway = node !== this.self && this.away(node) !== null;
      return { nodeId: node, version: of, startedAt, seenAt, draining: isAway };
    });
  }

  leave(): void {
    clearInterval(this.#timer);
    this.#beat(true);
  }

  /** Says that this node is there, and hears who else is. */
  #listen(nats: NatsConnection): void {
    this.#nats = nats;
    this.#since = performance.now();
    nats.subscribe(`${HERE}.*`, {
      callback: (error, message) => {
        if (error) return;
        const node = message.subject.slice(HERE.length + 1);
        this.#heard.set(node, { ...message.json<Beat>(), at: performance.now(), seenAt: Date.now() * 1000 });
      },
    });
    this.#timer = setInterval(() => this.#beat(false), BEAT_MS).unref();
    this.#beat(false);
  }

  #own() {
    return { version, startedAt: this.#startedAt, seenAt: Date.now() * 1000 };
  }

  #beat(stopping: boolean): void {
    const beat: Beat = { version, startedAt: this.#startedAt, stopping };
    if (this.#nats && !this.#nats.isClosed()) this.#nats.publish(`${HERE}.${this.self}`, JSON.stringify(beat));
  }

  #know(names: Set<string>): void {
    names.add(this.self);
    this.#members = names;
    this.#identity.keepMembers([...names].sort());
  }

  async #watch(bucket: KV): Promise<void> {
    for await (const { key, operation } of await bucket.watch()) {
      const names = new Set(this.#members);
      if (operation === 'PUT') names.add(key);
      else names.delete(key);
      this.#know(names);
    }
  }
}
