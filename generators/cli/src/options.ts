import type { Allowance } from '@sdkgen/document';

/** What a run is asked for, and what it says of each target. */
export interface GenerateOptions {
  /** The document's bytes, already read from where the user said. */
  readonly document: Uint8Array;
  /** Where the document came from, and where others it refers to may be read from; null for none. */
  readonly references?: Allowance | null;
  readonly config: string | null;
  readonly out: string;
  readonly languages: readonly string[];
  /** Compare only: nothing is written. */
  readonly check: boolean;
  /** Also the program that drives each SDK for outside checks. */
  readonly driver?: boolean;
  /** Leave out operations that cannot be rendered, and list them, instead of refusing the document. */
  readonly allowPartial?: boolean;
}

/** One row of the table. */
export interface TargetReport {
  /** Folder below the output. */
  readonly target: string;
  /** As the table names it. */
  readonly label: string;
  /** Of the document; further ways to call one are not counted again. */
  readonly operations: number;
  readonly files: number;
  /** Paths below the output folder that were (or with check would be) written or deleted. */
  readonly changed: readonly string[];
  readonly unchanged: number;
  readonly milliseconds: number;
  /** One line for each operation left out. */
  readonly omitted: readonly string[];
}
