import { setTimeout } from 'node:timers/promises';
import type { Change, ChangeBatch, ChangeFeed, ChangeQuery, PollQuery } from '../store.ts';
import type { ChangeLog } from './change-log.ts';
import type { Database } from './database.ts';
import { isUnavailable } from './errors.ts';
import { SharedReads } from './shared-reads.ts';
import { findTenant } from './tenants.ts';
import type { Wakes } from './wakes.ts';

/** Changes read from the log at a time: enough to be quick, few enough to wait for a slow reader with. */
const BATCH = 256;

/** A feed waits this long for a database that is gone, as while a replica takes its place, and asks for it this often. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 500;

/** Lets readers follow the change log, whichever server writes it. */
export class Followers {
  readonly #database: Database;
  readonly #log: ChangeLog;
  readonly #wakes: Wakes;
  readonly #shared = new SharedReads();
  readonly #closed = new AbortController();

  constructor(database: Database, log: ChangeLog, wakes: Wakes) {
    this.#database = database;
    this.#log = log;
    this.#wakes = wakes;
    wakes.onWake = (tenant) => this.#shared.committed(tenant);
  }

  /** Ends those that wait. */
  end(): void {
    this.#closed.abort();
  }

  async follow(tenant: string, { after, entityTypes, signal }: ChangeQuery): Promise<ChangeFeed> {
    const from = await this.#start(tenant, after);
    const wanted = entityTypes && new Set(entityTypes);
    const until = AbortSignal.any([signal, this.#closed.signal]);
    return { startId: this.#log.id(from), changes: this.#follow(tenant, from, wanted, until) };
  }

  /** What is wanted after a place, at most `limit`, waiting for the first; the place to go on from is given with it. */
  async poll(tenant: string, { after, entityTypes, limit, waitMs, signal }: PollQuery): Promise<ChangeBatch> {
    let place = await this.#start(tenant, after);
    const wanted = entityTypes && new Set(entityTypes);
    const patience = AbortSignal.any([signal, this.#closed.signal, AbortSignal.timeout(waitMs)]);
    const found: Change[] = [];
    const { wake, end } = this.#wakes.follow(tenant);
    try {
      for (;;) {
        wake.reset();
        const changes = await this.#read(tenant, place);
        for (const change of changes) {
          if (found.length === limit) return { changes: found, cursor: this.#log.id(place), more: true };
          place = change.sequence;
          if (!wanted || wanted.has(change.entityType)) found.push(change);
        }
        if (changes.length > 0) continue;
        if (found.length > 0 || patience.aborted) return { changes: found, cursor: this.#log.id(place), more: false };
        await wake.wait(patience);
        if (this.#closed.signal.aborted) return { changes: found, cursor: this.#log.id(place), more: false };
      }
    } finally {
      end();
    }
  }

  #start(tenant: string, after: string | undefined): Promise<number> {
    return this.#database.read(async (session) => {
      const row = await findTenant(session, tenant);
      return after === undefined ? row.sequence : this.#log.place(row, after);
    });
  }

  /** Nothing when the store was closed meanwhile. */
  async #read(tenant: string, place: number): Promise<Change[]> {
    try {
      return await this.#shared.read(tenant, place, () =>
        this.#database.read((session) => this.#log.read(session, tenant, place, BATCH)),
      );
    } catch (error) {
      if (this.#closed.signal.aborted) return [];
      throw error;
    }
  }

  /** Nothing is skipped while the database is gone: it goes on at its place, or ends with the error. */
  async #readPatiently(tenant: string, place: number, signal: AbortSignal): Promise<Change[]> {
    for (let until = performance.now() + PATIENCE_MS; ; ) {
      try {
        return await this.#read(tenant, place);
      } catch (error) {
        if (!isUnavailable(error) || performance.now() > until) throw error;
        await setTimeout(AGAIN_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return [];
      }
    }
  }

  /** Reads what is there, then waits for commits. A reader so slow that the log is dropped before it gets an error. */
  async *#follow(
    tenant: string,
    from: number,
    wanted: Set<string> | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Change> {
    let place = from;
    const { wake, end } = this.#wakes.follow(tenant);
    try {
      while (!signal.aborted) {
        wake.reset();
        const changes = await this.#readPatiently(tenant, place, signal);
        for (const change of changes) {
          place = change.sequence;
          if (!wanted || wanted.has(change.entityType)) yield change;
        }
        if (changes.length === 0) await wake.wait(signal);
      }
    } finally {
      end();
    }
  }
}
