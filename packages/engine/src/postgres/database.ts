import pg from 'pg';
import { commit } from './commit.ts';
import { isUnavailable, storeError } from './errors.ts';
import { type Check, canBeWritten, Hosts, hostsOf } from './hosts.ts';
import { Session } from './session.ts';

/** Whole numbers of 64 bits as JS numbers: times, sequences and counts are such from the start. */
const INT8 = 20;
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** A write that does not end holds up its tenant: a server that froze in the middle loses its turn after this long. */
const IDLE_MS = 30_000;
/** And one that waits for its turn behind a commit that no replica confirms gives up. */
const TURN_MS = 30_000;
const CONNECT_MS = 10_000;
/** A machine that vanished is noticed within twice this, where the system alone would wait for hours. */
const KEEP_ALIVE_MS = 10_000;
/** Broken connections to step over. */
const STALE = 3;

export interface DatabaseOptions {
  /** Of one host or several, as libpq writes it. Of several, the one that can be written is used, whichever that is at the time. */
  url: string;
  /** Connections at most. */
  connections?: number;
}

interface Use {
  /** What a new connection is asked besides. */
  check?: Check;
  connectMs?: number;
}

/** Connections to one PostgreSQL database, and transactions on them. */
export class Database {
  readonly #hosts: Hosts;

  constructor({ url, connections = 10 }: DatabaseOptions, { check, connectMs = CONNECT_MS }: Use = {}) {
    const { urls, writable } = hostsOf(url);
    const settings = {
      types: types as pg.CustomTypesConfig,
      connectionTimeoutMillis: connectMs,
      idle_in_transaction_session_timeout: IDLE_MS,
      lock_timeout: TURN_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      application_name: 'vectorscaledb',
      max: connections,
    };
    this.#hosts = new Hosts(urls, settings, check ?? (writable ? canBeWritten : async () => undefined));
  }

  /** A connection outside the pool, to be ended by the caller. */
  apart(): Promise<pg.Client> {
    return this.#hosts.apart();
  }

  /** All that one reading method reads is of one instant. Cut off in the middle, it reads once more from the start. */
  async read<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.readOnce(work).catch((error) => {
      if (isUnavailable(error)) return this.readOnce(work);
      throw error;
    });
  }

  readOnce<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work, (client) =>
      client.query('COMMIT'),
    );
  }

  /** Resolves once the commit is on disk, and on that of the synchronous replicas, also where the database is set up not to wait for that. */
  write<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#transaction(`BEGIN; ${DURABLE}`, work, commit);
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.#statement('SELECT pg_notify($1, $2)', [channel, payload]);
  }

  async ping(): Promise<void> {
    await this.#statement('SELECT 1');
  }

  close(): Promise<void> {
    return this.#hosts.close();
  }

  async #statement(text: string, values?: string[]): Promise<void> {
    (await this.#begin(text, values)).release();
  }

  /** A connection may have broken unnoticed since it was last used: nothing has begun yet, so another can be tried. */
  async #begin(begin: string, values?: string[]): Promise<pg.PoolClient> {
    for (let left = STALE; ; left--) {
      const client = await this.#hosts.connect().catch((error) => {
        throw storeError(error);
      });
      try {
        await client.query(begin, values);
        return client;
      } catch (error) {
        client.release(true);
        if (left === 0) throw storeError(error);
      }
    }
  }

  async #transaction<Result>(
    begin: string,
    work: (session: Session) => Promise<Result>,
    end: (client: pg.ClientBase) => Promise<unknown>,
  ): Promise<Result> {
    const client = await this.#begin(begin);
    let result: Result;
    try {
      result = await work(new Session(client));
    } catch (error) {
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw storeError(error);
    }
    try {
      await end(client);
    } catch (error) {
      client.release(true);
      throw storeError(error);
    }
    client.release();
    return result;
  }
}

const DURABLE =
  "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')";
