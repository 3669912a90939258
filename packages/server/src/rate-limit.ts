/** A token bucket per key: `rate` tokens come back each second, up to `rate` (at least one) in store. */
export class RateLimit {
  readonly #rate: number;
  readonly #buckets = new Map<number, { tokens: number; at: number }>();

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Takes a token and returns 0, or the seconds until there is one. Times are in milliseconds. */
  take(key: number, now = performance.now()): number {
    const burst = Math.max(1, this.#rate);
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#rate);
    const enough = tokens >= 1;
    this.#buckets.set(key, { tokens: enough ? tokens - 1 : tokens, at: now });
    return enough ? 0 : (1 - tokens) / this.#rate;
  }
}
