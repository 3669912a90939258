import { AsyncLocalStorage } from 'node:async_hooks';

/** Who was asked for a result, who answered, who did not and why, and how old the oldest part of it is at most. */
export interface Coverage {
  /** Whether everything the federation holds of what was asked for is in the result. */
  readonly complete: boolean;
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly missing?: readonly { readonly node: string; readonly why: string }[];
  readonly staleness_ms: number;
}

/** Collects over all that is asked while one result is made. A node that once did not answer is missing from it. */
export class CoverageLog {
  readonly #answered = new Set<string>();
  readonly #missing = new Map<string, string>();
  #oldest = Number.POSITIVE_INFINITY;

  /** What a node says was read after it was asked: the answer is no older than the question. */
  answered(node: string, askedAt: number): void {
    this.#answered.add(node);
    this.#oldest = Math.min(this.#oldest, askedAt);
  }

  missing(node: string, why: string): void {
    if (!this.#missing.has(node)) this.#missing.set(node, why);
  }

  /** Takes in what was collected elsewhere. */
  include({ answered, missing = [], staleness_ms: age }: Coverage): void {
    for (const node of answered) this.answered(node, performance.now() - age);
    for (const { node, why } of missing) this.missing(node, why);
  }

  /** Null where nobody had to be asked. */
  get coverage(): Coverage | null {
    const asked = [...new Set([...this.#answered, ...this.#missing.keys()])].sort();
    if (asked.length === 0) return null;
    const missing = [...this.#missing].map(([node, why]) => ({ node, why }));
    return {
      complete: missing.length === 0,
      asked,
      answered: [...this.#answered].filter((node) => !this.#missing.has(node)).sort(),
      ...(missing.length > 0 && { missing }),
      staleness_ms: this.#oldest === Number.POSITIVE_INFINITY ? 0 : Math.ceil(performance.now() - this.#oldest),
    };
  }
}

const current = new AsyncLocalStorage<CoverageLog>();

/** Whatever is asked within `work` is noted in the log. */
export const withCoverage = <T>(log: CoverageLog, work: () => T): T => current.run(log, work);

export const coverageLog = (): CoverageLog | undefined => current.getStore();
