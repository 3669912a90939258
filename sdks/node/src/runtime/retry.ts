import { HEADERS, RETRIES } from '../contract.js';
import { ConnectionError, TimeoutError } from '../errors.js';
import { SdkError } from './error.js';
import { now } from './guard.js';

/** Stops retry storms: a retry costs, a success pays back. One per client. */
export class RetryBudget {
  #tokens: number = RETRIES.budget.capacity;

  /** False when too many retries went before. */
  take(): boolean {
    if (this.#tokens < RETRIES.budget.retryCost) return false;
    this.#tokens -= RETRIES.budget.retryCost;
    return true;
  }

  refund(): void {
    this.#tokens = Math.min(this.#tokens + RETRIES.budget.successRefund, RETRIES.budget.capacity);
  }
}

export interface RetryPolicy {
  readonly maxRetries: number;
  /** False for what may be sent only once. */
  readonly repeatable: boolean;
  /** A time of {@link now}. */
  readonly deadline: number;
  readonly budget: RetryBudget;
}

/** Milliseconds to wait before the next attempt, or null to raise the error. `attempt` counts from 1. */
export function waitBefore(error: unknown, attempt: number, policy: RetryPolicy): number | null {
  if (!policy.repeatable || attempt > policy.maxRetries || !isTransient(error)) return null;
  const wished = error.retryAfter;
  if (wished !== null && wished > RETRIES.maxRetryAfter) return null;
  const wait = wished === null ? backoff(attempt - 1) : wished * 1000;
  if (now() + wait >= policy.deadline) return null;
  return policy.budget.take() ? wait : null;
}

/** Whether the same request may succeed later. */
export function isTransient(error: unknown): error is SdkError {
  if (!(error instanceof SdkError)) return false;
  if (error.status !== null) return RETRIES.statuses.includes(error.status);
  return error instanceof ConnectionError || error instanceof TimeoutError;
}

/** Milliseconds before a retry, counted from 0. */
export function backoff(retry: number): number {
  const { initial, factor, max } = RETRIES.backoff;
  return jittered(Math.min(initial * factor ** retry, max));
}

/** Spread, so that clients that failed together do not come back together. */
export function jittered(wait: number): number {
  const [low, high] = RETRIES.backoff.jitter;
  return wait * (low + Math.random() * (high - low));
}

/** Seconds the server asks to wait; null when it does not, or not in a form HTTP knows. */
export function retryAfterOf(headers: Headers): number | null {
  const milliseconds = headers.get(HEADERS.retryAfterMs)?.trim();
  if (milliseconds && DECIMAL.test(milliseconds)) return Number(milliseconds) / 1000;
  const value = headers.get(HEADERS.retryAfter)?.trim();
  if (!value) return null;
  if (DECIMAL.test(value)) return Number(value);
  const date = /[A-Za-z]/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date)) return null;
  // By the server's own clock where it tells: ours may be off.
  const server = Date.parse(headers.get('date') ?? '');
  return Math.max(0, date - (Number.isNaN(server) ? Date.now() : server)) / 1000;
}

const DECIMAL = /^\d+(?:\.\d*)?$/;
