import pg from 'pg';
import { StoreError } from '../errors.ts';

/** Asked of each new connection: rejects when its host will not do. */
export type Check = (client: pg.ClientBase) => Promise<void>;

/** Who may be asked when none is said: with several hosts, the one that can be written. */
const SESSIONS = ['any', 'read-write', 'primary'] as const;

/**
 * The URL of each host that a URL names, in libpq's forms: `//one:5432,two:5432/db`, or `?host=/one,/two&port=5432,5433`. And whether
 * only the host that can be written will do.
 */
export function hostsOf(url: string): { urls: string[]; writable: boolean } {
  const [, head = '', authority = '', path = '', query = ''] =
    /^([a-z]+:\/\/(?:[^/?@]*@)?)([^/?]*)([^?]*)\??(.*)$/is.exec(url) ?? [];
  if (head === '') return { urls: [url], writable: false };
  const parameters = new URLSearchParams(query);
  const session = parameters.get('target_session_attrs');
  parameters.delete('target_session_attrs');
  if (session !== null && !SESSIONS.some((known) => known === session))
    throw new Error(`target_session_attrs of the database URL must be one of ${SESSIONS.join(', ')}, not ${session}`);
  const named = parameters.get('host')?.split(',') ?? [];
  const ports = parameters.get('port')?.split(',') ?? [];
  const many = Math.max(named.length, 1);
  const urls = authority.split(',').flatMap((host) =>
    Array.from({ length: many }, (_, i) => {
      const own = new URLSearchParams(parameters);
      if (named.length > 0) own.set('host', named[i] as string);
      const port = ports[i] ?? ports[0];
      if (port !== undefined) own.set('port', port);
      return `${head}${host}${path}${own.size > 0 ? `?${own}` : ''}`;
    }),
  );
  return { urls, writable: session === null ? urls.length > 1 : session !== 'any' };
}

/** A standby takes no writes, and neither does a primary that was told so. */
export const canBeWritten: Check = async (client) => {
  const { rows } = await client.query<{ transaction_read_only: string }>('SHOW transaction_read_only');
  if (rows[0]?.transaction_read_only !== 'off') throw new Error('it can only be read');
};

/** Connections to the first of several hosts that will do, and to that one for as long as it does. */
export class Hosts {
  readonly #pools: pg.Pool[];
  readonly #settings: pg.ClientConfig[];
  readonly #check: Check;
  #current = 0;

  constructor(urls: readonly string[], settings: pg.PoolConfig, check: Check) {
    this.#check = check;
    this.#settings = urls.map((connectionString) => ({ ...settings, connectionString }));
    this.#pools = this.#settings.map((each) => {
      const pool = new pg.Pool({ ...each, onConnect: check });
      // Whoever uses a connection that breaks hears of it by the query that fails; of the others the pool takes care.
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
      return pool;
    });
  }

  connect(): Promise<pg.PoolClient> {
    return this.#first(async (i) => {
      const pool = this.#pools[i] as pg.Pool;
      return pool.connect().catch((error) => {
        // Busy is not gone: an old primary that nobody stopped may be the next host.
        if (pool.totalCount === pool.options.max) throw new Busy(error);
        throw error;
      });
    });
  }

  /** A connection outside the pools, to be ended by the caller. */
  apart(): Promise<pg.Client> {
    return this.#first(async (i) => {
      const client = new pg.Client(this.#settings[i]);
      client.on('error', () => undefined);
      try {
        await client.connect();
        await this.#check(client);
        return client;
      } catch (error) {
        await client.end().catch(() => undefined);
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.end()));
  }

  async #first<Connected>(connect: (host: number) => Promise<Connected>): Promise<Connected> {
    const failures: Error[] = [];
    const start = this.#current;
    for (let tried = 0; tried < this.#pools.length; tried++) {
      const host = (start + tried) % this.#pools.length;
      try {
        const connected = await connect(host);
        this.#current = host;
        return connected;
      } catch (error) {
        failures.push(error as Error);
        if (error instanceof StoreError) throw error;
        if (error instanceof Busy) break;
      }
    }
    if (failures.length === 1) throw failures[0];
    throw new Error(failures.map(({ message }, i) => `host ${i + 1}: ${message}`).join('; '));
  }
}

class Busy extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}
