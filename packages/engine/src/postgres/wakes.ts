import { once } from 'node:events';
import type { Client } from 'pg';
import type { Database } from './database.ts';
import { storeError } from './errors.ts';

/** Followers look for themselves this often: a server can die between its commit and the word of it. */
const LOOK_MS = 2_000;
const RECONNECT_MS = 500;

/** One follower's wait for changes. What comes between its reading and its waiting counts. */
export class Wake {
  #stale = false;
  #changed: (() => void) | undefined;

  wake(): void {
    this.#stale = true;
    this.#changed?.();
  }

  /** Called before reading: what comes from now on has not been read. */
  reset(): void {
    this.#stale = false;
  }

  async wait(signal: AbortSignal): Promise<void> {
    if (this.#stale || signal.aborted) return;
    const ended = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => {
        this.#changed = resolve;
      }),
      once(signal, 'abort', { signal: ended.signal }).catch(() => undefined),
    ]);
    ended.abort();
  }
}

/**
 * Tells followers on this server of commits on all servers, by LISTEN and NOTIFY. The word is sent after the commit, many commits in
 * one: inside it, commits of all tenants would have to wait for each other.
 */
export class Wakes {
  readonly #database: Database;
  readonly #channel: string;
  readonly #followers = new Map<string, Set<Wake>>();
  readonly #untold = new Set<string>();
  readonly #look: NodeJS.Timeout;
  #telling: Promise<void> | undefined;
  #listener: Client | undefined;
  #closed = false;
  /** Told of each commit before those who wait for it are. */
  onWake: (tenant: string) => void = () => undefined;

  constructor(database: Database, epoch: string) {
    this.#database = database;
    this.#channel = `vectorscaledb_${epoch}`;
    this.#look = setInterval(() => this.#wakeAll(), LOOK_MS).unref();
  }

  async listen(): Promise<void> {
    const listener = await this.#database.apart().catch((error) => {
      throw storeError(error);
    });
    listener.on('notification', ({ payload }) => this.#wake(payload ?? ''));
    try {
      await listener.query(`LISTEN ${this.#channel}`);
    } catch (error) {
      await listener.end().catch(() => undefined);
      throw storeError(error);
    }
    listener.once('end', () => this.#listenAgain());
    this.#listener = listener;
    if (this.#closed) await listener.end();
    this.#wakeAll();
  }

  follow(tenant: string): { wake: Wake; end(): void } {
    const wake = new Wake();
    const all = this.#followers.get(tenant) ?? new Set();
    this.#followers.set(tenant, all.add(wake));
    const end = () => {
      all.delete(wake);
      if (all.size === 0 && this.#followers.get(tenant) === all) this.#followers.delete(tenant);
    };
    return { wake, end };
  }

  /** Those here hear at once, those elsewhere as soon as the word before is out. */
  tell(tenant: string): void {
    this.#wake(tenant);
    this.#untold.add(tenant);
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#look);
    await this.#telling;
    await this.#listener?.end().catch(() => undefined);
  }

  async #tellAll(): Promise<void> {
    while (this.#untold.size > 0) {
      const tenants = [...this.#untold];
      this.#untold.clear();
      // Who hears nothing looks for itself in a moment.
      for (const tenant of tenants) await this.#database.notify(this.#channel, tenant).catch(() => undefined);
    }
  }

  #listenAgain(): void {
    if (this.#closed) return;
    setTimeout(() => {
      if (!this.#closed) this.listen().catch(() => this.#listenAgain());
    }, RECONNECT_MS).unref();
  }

  #wake(tenant: string): void {
    this.onWake(tenant);
    for (const wake of this.#followers.get(tenant) ?? []) wake.wake();
  }

  #wakeAll(): void {
    for (const tenant of this.#followers.keys()) this.#wake(tenant);
  }
}
