import pg from 'pg';
import { isUnavailable, storeError } from './errors.ts';
import { Session } from './session.ts';

/** Whole numbers of 64 bits as JS numbers: times, sequences and counts are such from the start. */
const INT8 = 20;
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** A write that does not end holds up its tenant: a server that froze in the middle loses its turn after this long. */
const IDLE_MS = 30_000;
const CONNECT_MS = 10_000;
/** Broken connections to step over. */
const STALE = 3;

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  connections?: number;
}

const settings = (url: string): pg.ClientConfig => ({
  connectionString: url,
  types: types as pg.CustomTypesConfig,
  connectionTimeoutMillis: CONNECT_MS,
  idle_in_transaction_session_timeout: IDLE_MS,
  keepAlive: true,
  application_name: 'vectorscaledb',
});

/** Connections to one PostgreSQL database, and transactions on them. */
export class Database {
  readonly #pool: pg.Pool;
  readonly #url: string;

  constructor({ url, connections = 10 }: DatabaseOptions) {
    this.#url = url;
    this.#pool = new pg.Pool({ ...settings(url), max: connections });
    // Whoever uses a connection that breaks hears of it by the query that fails; of the others the pool takes care.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** A connection outside the pool, to be connected and ended by the caller. */
  apart(): pg.Client {
    return new pg.Client(settings(this.#url));
  }

  /** All that one reading method reads is of one instant. Cut off in the middle, it reads once more from the start. */
  async read<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const read = () => this.#transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work);
    return read().catch((error) => {
      if (isUnavailable(error)) return read();
      throw error;
    });
  }

  /** Resolves once the commit is on disk, also where the database is set up not to wait for that. */
  write<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#transaction(`BEGIN; ${DURABLE}`, work);
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.#pool.query('SELECT pg_notify($1, $2)', [channel, payload]);
  }

  async ping(): Promise<void> {
    await this.#pool.query('SELECT 1').catch((error) => {
      throw storeError(error);
    });
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** A connection may have broken unnoticed since it was last used: nothing has begun yet, so another can be tried. */
  async #begin(begin: string): Promise<pg.PoolClient> {
    for (let left = STALE; ; left--) {
      const client = await this.#pool.connect().catch((error) => {
        throw storeError(error);
      });
      try {
        await client.query(begin);
        return client;
      } catch (error) {
        client.release(true);
        if (left === 0) throw storeError(error);
      }
    }
  }

  async #transaction<Result>(begin: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await this.#begin(begin);
    try {
      const result = await work(new Session(client));
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw storeError(error);
    }
  }
}

const DURABLE =
  "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";
