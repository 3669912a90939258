import { DatabaseError } from 'pg';
import { StoreError } from '../errors.ts';

/** Classes of SQLSTATE that say of the server, not of the statement, that it cannot do it now. */
const NOT_NOW = /^(08|40|53|55P03|57|58|25006|25P03|XX)/;

/** What went wrong below: a refusal of ours as it is, a database that cannot be reached or written as `unavailable`. */
export function storeError(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  if (error instanceof DatabaseError && !NOT_NOW.test(error.code ?? '')) return error;
  return new StoreError('unavailable', 'the database does not answer', { cause: error });
}

export const isUnavailable = (error: unknown): boolean => error instanceof StoreError && error.code === 'unavailable';

/** Why a server cannot start, in the database's own words: they name hosts and users, never a password. */
export function unusable(error: unknown): unknown {
  if (!(error instanceof StoreError && error.cause instanceof Error)) return error;
  const cause = error.cause as Error & { code?: string };
  return new StoreError('unavailable', `the database cannot be used: ${cause.message || cause.code}`, { cause });
}

/** A month's partition that was there is gone: a replica that was behind has taken over. */
export const lacksPartition = (error: unknown): boolean => error instanceof DatabaseError && error.code === '23514';
