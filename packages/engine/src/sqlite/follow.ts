import { EventEmitter, once } from 'node:events';
import type { Change, ChangeBatch, ChangeFeed, ChangeQuery, PollQuery } from '../store.ts';
import type { ChangeLog } from './change-log.ts';
import type { Connection } from './connection.ts';
import { findTenant } from './tenants.ts';

/** Changes read from the log at a time: enough to be quick, few enough to wait for a slow reader with. */
const BATCH = 256;

/** Lets those who follow the change log know that something was committed. */
export class Followers {
  readonly #connection: Connection;
  readonly #log: ChangeLog;
  readonly #closed = new AbortController();
  readonly #commits = new EventEmitter().setMaxListeners(0);

  constructor(connection: Connection, log: ChangeLog) {
    this.#connection = connection;
    this.#log = log;
  }

  /** Ends those that wait. */
  end(): void {
    this.#closed.abort();
  }

  wake(): void {
    this.#commits.emit('commit');
  }

  follow(tenantName: string, { after, entityTypes, signal }: ChangeQuery): ChangeFeed {
    const tenant = findTenant(this.#connection, tenantName);
    const from = after === undefined ? tenant.sequence : this.#log.place(tenant, after);
    const wanted = entityTypes && new Set(entityTypes);
    const until = AbortSignal.any([signal, this.#closed.signal]);
    return { startId: this.#log.id(from), changes: this.#read(tenantName, from, wanted, until) };
  }

  /** What is wanted after a place, at most `limit`, waiting for the first; the place to go on from is given with it. */
  async poll(tenantName: string, { after, entityTypes, limit, waitMs, signal }: PollQuery): Promise<ChangeBatch> {
    const tenant = findTenant(this.#connection, tenantName);
    let place = after === undefined ? tenant.sequence : this.#log.place(tenant, after);
    const wanted = entityTypes && new Set(entityTypes);
    const patience = AbortSignal.any([signal, this.#closed.signal, AbortSignal.timeout(waitMs)]);
    const found: Change[] = [];
    while (!this.#closed.signal.aborted) {
      const changes = this.#log.read(findTenant(this.#connection, tenantName), place, BATCH);
      for (const change of changes) {
        if (found.length === limit) return { changes: found, cursor: this.#log.id(place), more: true };
        place = change.sequence;
        if (!wanted || wanted.has(change.entityType)) found.push(change);
      }
      if (changes.length > 0) continue;
      if (found.length > 0 || patience.aborted) return { changes: found, cursor: this.#log.id(place), more: false };
      await once(this.#commits, 'commit', { signal: patience }).catch(() => undefined);
    }
    return { changes: found, cursor: this.#log.id(place), more: false };
  }

  /** Reads what is there, then waits for commits. A reader so slow that the log is dropped before it gets an error. */
  async *#read(
    tenant: string,
    from: number,
    wanted: Set<string> | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Change> {
    let place = from;
    while (!signal.aborted) {
      const changes = this.#log.read(findTenant(this.#connection, tenant), place, BATCH);
      for (const change of changes) {
        place = change.sequence;
        if (!wanted || wanted.has(change.entityType)) yield change;
      }
      if (changes.length === 0) await once(this.#commits, 'commit', { signal }).catch(() => undefined);
    }
  }
}
