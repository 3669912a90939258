import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The tests' own PostgreSQL: one way to start it.
import { startPostgres, whyNot } from '../../../packages/engine/test/postgres/server.ts';

/** A place to keep data: what a server is started with, and how to leave nothing behind. */
export interface Place {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where the data is: a directory of SQLite's, or a database. */
  readonly data: { readonly directory: string } | { readonly databaseUrl: string };
  /** What keeps the data ends as if the machine had, and is there again; absent where that is the server itself. */
  crash?(): Promise<void>;
  clear(): Promise<void>;
}

export interface StoreKind {
  readonly name: string;
  /** Why it cannot be had on this machine; null when it can. */
  readonly whyNot: string | null;
  place(): Promise<Place>;
}

export const SQLITE: StoreKind = {
  name: 'sqlite',
  whyNot: null,
  place: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vsdb-sqlite-'));
    return {
      args: ['--data', directory],
      env: {},
      data: { directory },
      clear: () => rm(directory, { recursive: true, force: true }),
    };
  },
};

export const STORES: readonly StoreKind[] = [
  SQLITE,
  {
    name: 'postgresql',
    whyNot: whyNot(),
    place: async () => {
      const server = await startPostgres();
      const databaseUrl = await server.url();
      return {
        args: [],
        env: { VSDB_DATABASE_URL: databaseUrl },
        data: { databaseUrl },
        crash: () => server.crash(),
        clear: () => server.stop(),
      };
    },
  },
];
