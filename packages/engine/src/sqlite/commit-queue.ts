import { StoreError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { isUnavailable } from './errors.ts';

interface Write {
  work(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Group commit: all writes that arrive while the last group was being synced share one transaction and one sync.
 * Each has a savepoint, so one that fails takes nothing of the others with it. Promises settle after the commit.
 */
export class CommitQueue {
  readonly #connection: Connection;
  readonly #committed: () => void;
  #waiting: Write[] = [];

  constructor(connection: Connection, committed: () => void) {
    this.#connection = connection;
    this.#committed = committed;
  }

  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Write['resolve'], reject });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      this.#connection.exec('BEGIN IMMEDIATE');
      const settlements = group.map((write) => this.#attempt(write));
      this.#connection.exec('COMMIT');
      for (const settle of settlements) settle();
      this.#committed();
    } catch (cause) {
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
      const why = isUnavailable(cause) ? cause.message : 'the write could not be stored';
      for (const { reject } of group) reject(new StoreError('unavailable', why, { cause }));
    }
  }

  #attempt({ work, resolve, reject }: Write): () => void {
    this.#connection.exec('SAVEPOINT work');
    try {
      const value = work();
      this.#connection.exec('RELEASE work');
      return () => resolve(value);
    } catch (error) {
      // SQLite may have taken back the whole transaction: nothing of the group is stored.
      if (isUnavailable(error)) throw error;
      this.#connection.exec('ROLLBACK TO work; RELEASE work');
      return () => reject(error);
    }
  }
}
