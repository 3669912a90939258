/** What a caller may know of its own bucket. */
export interface RateState {
  perSecond: number;
  burst: number;
  remaining: number;
}

/** A token bucket per key: `rate` tokens come back each second, up to `rate` (at least one) in store. */
export class RateLimit {
  readonly #rate: number;
  readonly #burst: number;
  readonly #buckets = new Map<number, { tokens: number; at: number }>();

  constructor(rate: number) {
    this.#rate = rate;
    this.#burst = Math.max(1, rate);
  }

  /** Takes a token and returns 0, or the seconds until there is one. Times are in milliseconds. */
  take(key: number, now = performance.now()): number {
    const tokens = this.#tokens(key, now);
    const enough = tokens >= 1;
    this.#buckets.set(key, { tokens: enough ? tokens - 1 : tokens, at: now });
    return enough ? 0 : (1 - tokens) / this.#rate;
  }

  state(key: number, now = performance.now()): RateState {
    return { perSecond: this.#rate, burst: this.#burst, remaining: Math.floor(this.#tokens(key, now)) };
  }

  #tokens(key: number, now: number): number {
    const bucket = this.#buckets.get(key) ?? { tokens: this.#burst, at: now };
    return Math.min(this.#burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#rate);
  }
}
