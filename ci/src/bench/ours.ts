import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { ownSdks, SDKGEN } from '../sdkgen.ts';
import { type Cost, measure, median } from './measure.ts';
import { type Row, row } from './row.ts';

const RUNS = 5;

/** sdkgen, all targets in one process. */
export async function ourRows(work: string): Promise<Row[]> {
  // As in a project of a user: what sdkgen remembers of a run stands below its node_modules.
  await mkdir(join(work, 'node_modules'), { recursive: true });
  const warmCache = join(work, 'compile-cache');
  const fresh = (): Promise<string> => mkdtemp(join(work, 'sdkgen-'));
  const render = (out: string, cache: string): Promise<Cost> =>
    measure([process.execPath, SDKGEN, 'generate', ...ownSdks(out)], work, {
      NODE_COMPILE_CACHE: cache,
    });
  const repeat = async (once: () => Promise<Cost>): Promise<Cost> => {
    const costs: Cost[] = [];
    for (let run = 0; run < RUNS; run += 1) costs.push(await once());
    return median(costs);
  };
  const cold = await row('cold', 'no compile cache, nothing rendered yet', RUNS, () =>
    repeat(async () => render(await fresh(), await fresh())),
  );
  const warm = await row('warm', 'compile cache of an earlier run, nothing rendered yet', RUNS, async () => {
    await render(await fresh(), warmCache);
    return repeat(async () => render(await fresh(), warmCache));
  });
  const unchanged = await row('unchanged', 'everything is there already', RUNS, async () => {
    const out = await fresh();
    await render(out, warmCache);
    return repeat(() => render(out, warmCache));
  });
  return [cold, warm, unchanged];
}
