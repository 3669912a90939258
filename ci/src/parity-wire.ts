// What one SDK does on the wire, operation by operation, against the scoring server and the real one:
// `node ci/src/parity-wire.ts --lang go [--sdks FOLDER] [--spec FILE] [--out FILE]`. Without --out it goes to
// dist/parity/wire/<lang>.json. It judges nothing: `nx run parity` does, with all languages side by side.

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Ran, Scored } from '@vectorscaledb/conformance';
import { loadLanguages } from '@vectorscaledb/sdkgen';
import { missingProgram } from './checks/execute.ts';
import { paritySuite } from './parity/cases.ts';
import { resultOf, wireFile, writeResults } from './parity/results.ts';
import { sdkWithDriver } from './parity/sdk.ts';
import { againstServer } from './parity/server.ts';
import { inRoot } from './paths.ts';
import { wayOf } from './wire/agree.ts';
import { scoreSuite } from './wire/score.ts';

async function main(argv: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...argv], options: { lang: text, sdks: text, spec: text, out: text } });
  const suite = await paritySuite(values.spec);
  const languages = await loadLanguages(values.lang?.split(','));
  if (languages.length === 0) throw new Error(`no language ${values.lang}`);
  for (const language of languages) {
    const missing = missingProgram(language);
    if (missing) throw new Error(`no ${missing} on this machine, which ${language.id} needs`);
    const { built, drift } = await sdkWithDriver(
      suite,
      language.id,
      join(resolve(values.sdks ?? inRoot('sdks')), language.id),
    );
    if ('missing' in built) throw new Error(`${language.id}: ${built.missing}`);
    const scored = await scoreSuite(suite, built);
    const results = [
      ...scored.map((one) => resultOf(one, isComparable(one) ? wayOf(one.ran) : null)),
      ...(await againstServer(suite, built.program)),
    ];
    const failed = results.filter(({ findings }) => findings.length > 0).length;
    await writeResults(values.out ?? wireFile(language.id), { drift, results });
    process.stdout.write(`${language.id}: ${results.length} cases, ${failed} failed, ${drift.length} files drifted\n`);
  }
}

/** How a connection becomes a WebSocket is each library's own; how far a call got by its deadline is the machine's. */
function isComparable(one: Scored): one is Scored & { readonly ran: Ran } {
  const { call, feature } = one.one;
  return one.ran !== null && one.findings.length === 0 && call.transport === undefined && feature !== 'timeout';
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
