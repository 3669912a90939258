// Proves the proof: puts one fault after another into copies of the SDKs, the templates, the views and the document, and sees
// that a check finds each. `nx run mutants`; what was found is kept in dist/mutants, and a run that was cut off goes on.
//
//   node ci/src/mutants.ts --lang go            some languages
//   node ci/src/mutants.ts --only go-runtime    mutants whose names begin so
//   node ci/src/mutants.ts --sample 3           some of each language, spread over all
//   node ci/src/mutants.ts --fresh              forgets what earlier runs found
//   node ci/src/mutants.ts --list               names and faults, and nothing is run

import { parseArgs } from 'node:util';
import { languageIds } from '@vectorscaledb/sdkgen';
import { listMutants, runMutants } from './mutants/run.ts';

async function main(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      lang: { type: 'string' },
      only: { type: 'string' },
      sample: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const wanted = {
    languages: values.lang?.split(',') ?? languageIds,
    only: values.only?.split(',') ?? [''],
    sample: values.sample === undefined ? null : Number(values.sample),
    fresh: values.fresh,
  };
  if (!values.list) return (await runMutants(wanted)).ok;
  process.stdout.write(await listMutants(wanted));
  return true;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
