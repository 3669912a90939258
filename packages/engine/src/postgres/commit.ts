import type { ClientBase } from 'pg';
import { StoreError } from '../errors.ts';

/** A commit that no replica confirms is given up after this long: its caller shall hear that, and not wait for ever. */
const CONFIRMED_MS = 20_000;

interface Notice {
  severity?: string | undefined;
  message?: string | undefined;
}

/**
 * Resolves once the transaction is as durable as the database was told to make it. Of a commit that was cut off nobody knows whether it
 * happened; and one whose wait for a replica was cancelled PostgreSQL reports as done, with a warning.
 */
export async function commit(client: ClientBase): Promise<void> {
  let warning: string | undefined;
  const note = (notice: Notice): void => {
    if (notice.severity === 'WARNING') warning = notice.message;
  };
  client.on('notice', note);
  try {
    await within(CONFIRMED_MS, client.query('COMMIT'));
  } catch (cause) {
    throw unsure(cause);
  } finally {
    client.off('notice', note);
  }
  if (warning !== undefined) throw unsure(new Error(warning));
}

const unsure = (cause: unknown): StoreError =>
  new StoreError(
    'unavailable',
    'the database was lost while it stored this, so that it may be there or not: send it again with the same Idempotency-Key',
    { cause },
  );

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the commit was not confirmed within ${ms / 1000} s`)), ms);
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
