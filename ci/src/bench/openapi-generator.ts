import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot, root } from '../paths.ts';
import { run } from '../run/process.ts';
import { PINNED } from '../sdkgen.ts';
import { type Cost, measure, median, sum } from './measure.ts';
import { type Row, row } from './row.ts';

// The wheel carries the jar, so that no Maven is needed and nothing is fetched at run time.
export const VERSION = '7.26.0';
const FOLDER = inRoot('.toolchain', 'openapi-generator', VERSION);
const JAR = join(FOLDER, 'openapi_generator_cli', 'openapi-generator.jar');
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

/** Null once Java and the jar are there. */
async function whyMissing(): Promise<string | null> {
  const java = await run({ argv: ['java', '-version'], cwd: root });
  if (!java.ok) return 'no Java on this machine';
  if (existsSync(JAR)) return null;
  const wheel = ['--no-deps', '--no-compile', '--quiet', '--target', FOLDER, `openapi-generator-cli==${VERSION}`];
  const install = await run({ argv: ['python3', '-m', 'pip', 'install', ...wheel], cwd: root });
  return install.ok ? null : `cannot install it: ${install.output.trim().split('\n').at(-1)}`;
}
