// Whether all SDKs are what the document says, and alike: `npx nx run parity`, which first has each language's surface read
// and its cases run (`surface` and `wire`, each cached by what it depends on). Alone, this compares what those left in dist/parity:
//
//   node ci/src/parity.ts [--spec FILE] [--exceptions FILE] [--lang go,node]
//
// Writes dist/parity/report.json and a page to look at. Exit 1 on any difference; known ones stand in ci/parity-exceptions.yaml.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './parity/check.ts';
import { writePage } from './parity/page.ts';
import { summary } from './parity/summary.ts';
import { inRoot } from './paths.ts';

async function main(argv: readonly string[]): Promise<boolean> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...argv], options: { spec: text, exceptions: text, lang: text } });
  const { report, evidence, tools } = await check(values.spec, values.exceptions, values.lang?.split(','));
  const folder = inRoot('dist', 'parity');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  await writePage(join(folder, 'index.html'), report, evidence, tools);
  process.stdout.write(summary(report));
  return report.isRight;
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
