// Requests made up from the served document, on either store, until there were so many: `nx run schemathesis -- --cases 20000`.
// Ends with 1 on a finding. What was run is kept in dist/schemathesis: a run that was cut off goes on where it was.
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.ts';
import { whyNoPython } from './run/pip.ts';
import { type Round, round } from './schemathesis/run.ts';
import { sourcesKey } from './schemathesis/sources.ts';
import { STORES } from './servers/stores.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    examples: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string' },
  },
});
const PHASES = ['examples', 'coverage', 'fuzzing', 'stateful'];
const folder = inRoot('dist', 'schemathesis');
const journal = join(folder, 'journal.json');

type Journal = Record<string, Round>;

async function main(): Promise<boolean> {
  const missing = await whyNoPython();
  if (missing !== null) throw new Error(`schemathesis needs Python: ${missing}`);
  const sources = sourcesKey();
  let good = true;
  for (const store of STORES.filter(({ name }) => values.store === undefined || name === values.store)) {
    if (store.whyNot !== null) {
      process.stdout.write(`${store.name}: not run, ${store.whyNot}\n`);
      good = false;
      continue;
    }
    let cases = 0;
    for (let seed = Number(values.seed); cases < Number(values.cases); seed += 1) {
      const key = [store.name, seed, values.examples, sources].join(' ');
      const known = (await readJournal())[key];
      const done = known ?? (await round(store, { seed, examples: Number(values.examples), phases: PHASES }, folder));
      if (known === undefined) await writeFile(journal, JSON.stringify({ ...(await readJournal()), [key]: done }));
      cases += done.cases;
      good &&= done.findings.length === 0;
      print(done, known !== undefined);
    }
    process.stdout.write(`${store.name}: ${cases} cases\n`);
  }
  return good;
}

const readJournal = async (): Promise<Journal> => JSON.parse(await readFile(journal, 'utf8').catch(() => '{}'));

function print({ store, seed, cases, findings, seconds }: Round, known: boolean): void {
  const load = loadavg()[0]?.toFixed(1);
  const how = known ? 'run before' : `${seconds} s at load ${load}`;
  process.stdout.write(`${store}, seed ${seed}: ${cases} cases, ${findings.length} findings (${how})\n`);
  for (const finding of findings) process.stdout.write(`  ${finding}\n`);
  if (findings.length > 0) process.stdout.write(`  requests that show it: dist/schemathesis/${store}-${seed}.txt\n`);
}

process.exitCode = (await main()) ? 0 : 1;
