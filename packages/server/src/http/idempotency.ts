import { createHash } from 'node:crypto';
import type { Store } from '@vectorscaledb/engine';
import { limits } from '../limits.ts';
import { ApiError, invalid } from './errors.ts';

/** What identifies a request that is to be done once. */
export interface OnceKey {
  tenant: string;
  operation: string;
  key: string;
  fingerprint: string;
}

export const fingerprint = (input: unknown): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('base64url');

export function readKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && header.length >= 1 && header.length <= limits.idempotencyKeyLength) return header;
  const message = `must be 1 to ${limits.idempotencyKeyLength} characters`;
  throw invalid(`header/Idempotency-Key ${message}`, [{ path: 'header/Idempotency-Key', message }]);
}

/**
 * Does a thing once per key. What is done leaves its receipt in its own transaction; here only those still running
 * are remembered, which a crash rightly forgets.
 */
export class Once {
  readonly #store: Store;
  readonly #running = new Map<string, string>();

  constructor(store: Store) {
    this.#store = store;
  }

  async run<T>(once: OnceKey, work: () => Promise<T>): Promise<{ result: T } | { replayed: unknown }> {
    const id = JSON.stringify([once.tenant, once.operation, once.key]);
    const running = this.#running.get(id);
    if (running !== undefined) throw running === once.fingerprint ? inProgress() : reused();
    this.#running.set(id, once.fingerprint);
    try {
      const kept = await this.#store.receipt(once.tenant, once.operation, once.key);
      if (kept && kept.fingerprint !== once.fingerprint) throw reused();
      return kept ? { replayed: JSON.parse(kept.body) } : { result: await work() };
    } finally {
      this.#running.delete(id);
    }
  }
}

const inProgress = () =>
  new ApiError(409, 'request_in_progress', 'a request with this Idempotency-Key is still running', { retryAfter: 1 });
export const reused = () =>
  new ApiError(422, 'idempotency_key_reused', 'this Idempotency-Key was used for another request');
