import type { Mutant } from './mutant.ts';

/** What became of one mutant. */
export interface Verdict {
  readonly name: string;
  readonly mutant: Mutant;
  /** The check that found it; null where none did. */
  readonly caughtBy: string | null;
  readonly evidence: string;
  readonly seconds: number;
}
