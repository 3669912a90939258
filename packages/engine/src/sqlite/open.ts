import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import { Connection } from './connection.ts';
import { makeDirectory } from './directory.ts';
import { isUnavailable, storageError } from './errors.ts';
import { DOOMED } from './remove.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/**
 * Opens the database of a data directory, or one in memory. SQLite's exclusive locking mode makes this process its
 * only user: the operating system frees the lock however the process ends. FULL syncs the log at every commit.
 */
export function open(directory?: string): Connection {
  if (directory === undefined) return prepare(new Connection(':memory:'));
  makeDirectory(directory);
  const file = join(directory, 'vectorscaledb.sqlite');
  const connection = connect(file);
  try {
    connection.exec(
      'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;',
    );
    return prepare(connection);
  } catch (error) {
    connection.close();
    if (isBusy(error)) throw locked(directory, error);
    throw isUnavailable(error) ? unusable(file, error) : error;
  }
}

function connect(file: string): Connection {
  try {
    return new Connection(file);
  } catch (error) {
    const known = storageError(error);
    throw isUnavailable(known) ? unusable(file, known) : error;
  }
}

const unusable = (file: string, error: StoreError) =>
  new StoreError('unavailable', `${file}: ${error.message}`, { cause: error });

function prepare(connection: Connection): Connection {
  connection.exec('BEGIN IMMEDIATE');
  const version = connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (version !== 0 && version !== SCHEMA_VERSION) {
    throw new Error(`the data is of format ${version}, and this version reads format ${SCHEMA_VERSION}`);
  }
  if (version === 0) {
    connection.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}`);
    const meta = 'INSERT INTO meta (name, value) VALUES (?, ?)';
    connection.run(meta, 'epoch', randomBytes(4));
    connection.run(meta, 'secret', randomBytes(32));
  }
  connection.exec(`COMMIT; ${DOOMED}`);
  return connection;
}

export function meta(connection: Connection, name: 'epoch' | 'secret'): Uint8Array {
  const row = connection.get<{ value: Uint8Array }>('SELECT value FROM meta WHERE name = ?', name);
  if (!row) throw new Error(`the database has no ${name}`);
  return row.value;
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === SQLITE_BUSY;

const locked = (directory: string, cause: unknown) =>
  new StoreError('data_directory_locked', `${directory} is in use by another process`, { cause });
