import { rememberRun, unchangedReports } from './unchanged.ts';

export interface GenerateOptions {
  /** The document's bytes, already read from where the user said. */
  readonly document: Uint8Array;
  readonly config: string | null;
  readonly out: string;
  readonly languages: readonly string[];
  /** Compare only: nothing is written. */
  readonly check: boolean;
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

/** The pipeline, or nothing of it where nothing could change. It is loaded only when needed: start-up is what a no-op costs. */
export async function generate(options: GenerateOptions): Promise<TargetReport[]> {
  const unchanged = options.check ? null : await unchangedReports(options);
  if (unchanged) return unchanged;
  const { render } = await import('./render.ts');
  const reports = await render(options);
  if (!options.check) await rememberRun(options, reports);
  return reports;
}
