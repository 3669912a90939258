import type { Mutant } from './mutant.ts';

/** What became of one mutant. */
export interface Verdict {
  readonly name: string;
  readonly mutant: Mutant;
  /** The check that found it; null where none did. */
  readonly caughtBy: string | null;
  readonly evidence: string;
  /** The case that found it: where the fault is looked for first the next time. */
  readonly byCase?: string;
  readonly caseDigest?: string;
  readonly seconds: number;
}
