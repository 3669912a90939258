import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { JAR, whyMissing } from '../openapi-generator.ts';
import { PINNED } from '../sdkgen.ts';
import { type Cost, measure, median, sum } from './measure.ts';
import { type Row, row } from './row.ts';

const GENERATORS = ['python', 'rust', 'typescript-fetch', 'go'];
const RUNS = 3;

/** openapi-generator on the same document: each target in a process of its own, as its users run it, and all four together. */
export async function peerRows(work: string): Promise<Row[]> {
  const missing = await whyMissing();
  if (missing) return [{ name: 'openapi-generator', what: `${GENERATORS.length} targets`, notMeasured: missing }];
  const once = async (generator: string, out: string): Promise<Cost> =>
    measure(['java', '-jar', JAR, 'generate', '-i', PINNED, '-g', generator, '-o', out], work, {});
  const each: Row[] = [];
  for (const generator of GENERATORS) {
    each.push(
      await row(generator, 'nothing rendered yet', RUNS, async () => {
        const costs: Cost[] = [];
        for (let n = 0; n < RUNS; n += 1) costs.push(await once(generator, await mkdtemp(join(work, 'peer-'))));
        return median(costs);
      }),
    );
  }
  const again = await row('unchanged', 'everything is there already', 1, async () => {
    const costs: Cost[] = [];
    for (const generator of GENERATORS) {
      const out = await mkdtemp(join(work, 'peer-'));
      await once(generator, out);
      costs.push(await once(generator, out));
    }
    return sum(costs);
  });
  return [...each, total(each), again];
}

function total(rows: readonly Row[]): Row {
  const costs = rows.flatMap((row) => ('cost' in row ? [row.cost] : []));
  const named = { name: 'the four', what: 'nothing rendered yet, one after the other' };
  if (costs.length < rows.length) return { ...named, notMeasured: 'one of the four failed' };
  return { ...named, runs: RUNS, cost: sum(costs) };
}
