import { RETRIES, STREAMS } from '../contract.js';
import { ConnectionError, StreamInterrupted, TimeoutError } from '../errors.js';
import { SdkError } from './error.js';
import { sleep } from './guard.js';
import { isTransient, jittered } from './retry.js';

/** How a stream that was cut goes on. */
export interface Resumption<Connected> {
  /** Where it goes on; null where nothing was said of that. */
  readonly place: string | null;
  readonly isResumable: boolean;
  /** Reconnects without progress before this one. */
  readonly idle: number;
  /** Why it was cut; undefined where it just ended. */
  readonly cut: unknown;
  /** Milliseconds the server asked to wait, as `retry:` does. */
  readonly retry: number | null;
  readonly signal: AbortSignal | undefined;
  connect(attempts: number): Promise<Connected>;
}

/** Connects until it succeeds or too often did not. Gives how often that was. */
export async function resumed<Connected>({
  place,
  isResumable,
  idle: before,
  cut: cause,
  retry,
  signal,
  connect,
}: Resumption<Connected>): Promise<[Connected, number]> {
  let cut = cause;
  for (let idle = before; ; idle++) {
    if (!isResumable || place === null || idle >= STREAMS.maxReconnects) {
      throw new StreamInterrupted({
        message: `The stream was cut after event ${place ?? '(none)'}.`,
        lastEventId: place,
        requestId: cut instanceof SdkError ? cut.requestId : null,
        cause: cut,
      });
    }
    const wish = (cut as { retryAfter?: number | null } | undefined)?.retryAfter;
    if (wish && wish > RETRIES.maxRetryAfter) throw cut;
    await sleep(wish ? wish * 1000 : delayBefore(idle, retry), signal);
    try {
      return [await connect(idle + 2), idle + 1];
    } catch (error) {
      if (!isTransient(error)) throw error;
      cut = error;
    }
  }
}

/** What the server asked for, else the contract's, spread so that clients cut at once do not come back at once. */
function delayBefore(idle: number, retry: number | null): number {
  const first = retry ?? STREAMS.reconnectDelay;
  const grown = Math.min(first * 2 ** idle, Math.max(first, STREAMS.maxReconnectDelay));
  return retry === null ? jittered(grown) : grown;
}

/** Whether a connection went, rather than what it said being wrong. */
export function isCut(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof TimeoutError;
}
