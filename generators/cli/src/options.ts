/** What a run is asked for, and what it says of each target. */
export interface GenerateOptions {
  /** The document's bytes, already read from where the user said. */
  readonly document: Uint8Array;
  readonly config: string | null;
  readonly out: string;
  readonly languages: readonly string[];
  /** Compare only: nothing is written. */
  readonly check: boolean;
  /** Also the program that drives each SDK for outside checks. */
  readonly driver?: boolean;
}

/** One row of the table. */
export interface TargetReport {
  readonly target: string;
  readonly operations: number;
  readonly files: number;
  /** Paths below the output folder that were (or with check would be) written or deleted. */
  readonly changed: readonly string[];
  readonly unchanged: number;
  readonly milliseconds: number;
}
