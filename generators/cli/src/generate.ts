import type { GenerateOptions, TargetReport } from './options.ts';
import { rememberRun, unchangedReports } from './unchanged.ts';

/** The pipeline, or nothing of it where nothing could change. It is loaded only when needed: start-up is what a no-op costs. */
export async function generate(options: GenerateOptions): Promise<TargetReport[]> {
  const unchanged = options.check ? null : await unchangedReports(options);
  if (unchanged) return unchanged;
  const { render } = await import('./render.ts');
  const reports = await render(options);
  if (!options.check) await rememberRun(options, reports);
  return reports;
}
