import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import type { ClientBase } from 'pg';
import { copyInto, type Field } from './copy.ts';
import { storeError } from './errors.ts';

/** Kysely composes statements from fragments and binds their values; what runs them is a connection of ours. */
const composer = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type Fragment = RawBuilder<unknown>;

export const and = (conditions: readonly Fragment[]): Fragment => sql.join([...conditions], sql` AND `);

/** Rows read at a time where there may be any number of them. */
const FETCHED = 1000;

/** One connection in the middle of a transaction. */
export class Session {
  readonly #client: ClientBase;

  constructor(client: ClientBase) {
    this.#client = client;
  }

  async all<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    return (await this.#query<Row>(query)).rows;
  }

  async get<Row>(query: RawBuilder<Row>): Promise<Row | undefined> {
    return (await this.#query<Row>(query)).rows[0];
  }

  /** Resolves to how many rows were changed. */
  async run(query: Fragment): Promise<number> {
    return (await this.#query(query)).rowCount ?? 0;
  }

  /** Rows of any number in constant memory, by a cursor of the server's. One at a time in a session. */
  async *each<Row>(query: RawBuilder<Row>): AsyncGenerator<Row> {
    await this.run(sql`DECLARE each_row NO SCROLL CURSOR FOR ${query}`);
    for (;;) {
      const rows = await this.all(sql<Row>`FETCH ${sql.lit(FETCHED)} FROM each_row`);
      yield* rows;
      if (rows.length < FETCHED) break;
    }
    await this.run(sql`CLOSE each_row`);
  }

  async copy(table: string, columns: readonly string[], rows: Field[][]): Promise<void> {
    await copyInto(this.#client, table, columns, rows).catch((error) => {
      throw storeError(error);
    });
  }

  async #query<Row>(query: RawBuilder<Row>) {
    const { sql: text, parameters } = query.compile(composer);
    try {
      return await this.#client.query<Row & object>(text, [...parameters]);
    } catch (error) {
      throw storeError(error);
    }
  }
}
