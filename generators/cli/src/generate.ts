import type { GenerateOptions, TargetReport } from './options.ts';
import { rememberRun, unchangedReports } from './unchanged.ts';

/** The pipeline, or nothing of it where nothing could change. It is loaded only when needed: start-up is what a no-op costs. */
export async function generate(options: GenerateOptions): Promise<TargetReport[]> {
  // What other documents hold is known only once they are read.
  const unchanged = options.check || options.references ? null : await unchangedReports(options);
  if (unchanged) return unchanged;
  const { render } = await import('./render.ts');
  const reports = await render(options);
  if (!options.check && !options.references) await rememberRun(options, reports);
  return reports;
}
