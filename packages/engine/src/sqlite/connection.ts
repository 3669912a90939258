import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { getLoadablePath } from 'sqlite-vec';
import { decodeDelta } from '../delta.ts';
import { fromBytes, toBytes } from '../float32.ts';
import { storageError } from './errors.ts';

/** One SQLite connection with sqlite-vec loaded and our own decoding, and each statement prepared once. */
export class Connection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { allowExtension: true });
    this.#database.loadExtension(getLoadablePath());
    this.#database.enableLoadExtension(false);
    this.#database.function('undelta', { deterministic: true }, (payload, key) =>
      toBytes(decodeDelta(payload as Uint8Array, fromBytes(key as Uint8Array))),
    );
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  exec(sql: string): void {
    guarded(() => this.#database.exec(sql));
  }

  run(sql: string, ...values: SQLInputValue[]): { changes: number; id: number } {
    const { changes, lastInsertRowid } = guarded(() => this.#prepare(sql).run(...values));
    return { changes: Number(changes), id: Number(lastInsertRowid) };
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return guarded(() => this.#prepare(sql).get(...values)) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return guarded(() => this.#prepare(sql).all(...values)) as Row[];
  }

  /** Rows one at a time. The statement is busy until the loop ends: only for loops that do not wait. */
  *each<Row>(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    try {
      yield* this.#prepare(sql).iterate(...values) as Iterable<Row>;
    } catch (error) {
      throw storageError(error);
    }
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storageError(error);
  }
}
