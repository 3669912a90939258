import type pg from 'pg';
import { StoreError } from '../errors.ts';
import { Database, type DatabaseOptions } from './database.ts';
import type { Check } from './hosts.ts';

/** A replica that cannot be reached is soon given up: the primary can be read too. */
const CONNECT_MS = 2_000;

/** A database to read from, which must be a copy of the one with this epoch. One that is not is refused; one that does not answer may yet. */
export async function openReplica(options: DatabaseOptions, epoch: Uint8Array): Promise<Database> {
  const replica = new Database(options, { check: isCopy(epoch), connectMs: CONNECT_MS });
  try {
    await replica.ping();
  } catch (error) {
    if (error instanceof NoCopy) {
      await replica.close();
      throw error;
    }
  }
  return replica;
}

class NoCopy extends StoreError {
  constructor() {
    super('unavailable', 'the database to read from is no replica of the database');
  }
}

const isCopy =
  (epoch: Uint8Array): Check =>
  async (client) => {
    const found = await client
      .query<{ value: Buffer }>("SELECT value FROM meta WHERE name = 'epoch'")
      // A copy that is as old as can be has no tables yet.
      .catch((cause: pg.DatabaseError) => {
        throw new Error(cause.message, { cause });
      });
    if (!found.rows[0]?.value.equals(epoch)) throw new NoCopy();
  };
