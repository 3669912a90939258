/** One thing in which an SDK is not what the document, another SDK or the server says. */
export interface Finding {
  readonly check: 'surface' | 'siblings' | 'wire' | 'server' | 'drift' | 'evidence';
  readonly language: string;
  /** The operation, as the document names it; null for what belongs to none. */
  readonly operation: string | null;
  /** Columns of the matrix it fails; empty where it belongs to none. */
  readonly features: readonly string[];
  /** What it is about, e.g. `temporal_knn › k › type`. It names the finding in the list of exceptions. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}
