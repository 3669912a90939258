// Whether a change of the document may land: `node ci/src/breaking.ts --since COMMIT`, its labels in LABELS, separated by commas. What
// breaks users' code wants the label `breaking`; what removes an operation that was not deprecated before may not land at all.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareDocuments, errorText, loadLanguages } from '@vectorscaledb/sdkgen';
import { git } from './regenerate/branch.ts';
import { whyNotLand } from './regenerate/verdict.ts';
import { PINNED } from './sdkgen.ts';

async function main(since: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'breaking-'));
  try {
    const before = join(folder, 'openapi.json');
    await writeFile(before, await git('show', `${since}:spec/openapi.json`));
    const findings = await compareDocuments(before, PINNED, await loadLanguages());
    const why = whyNotLand(findings, (process.env.LABELS ?? '').split(','));
    if (why === null) return void process.stdout.write('the change of the document may land\n');
    process.stdout.write(`${why}\n`);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const { since = 'origin/main' } = parseArgs({ options: { since: { type: 'string' } } }).values;
try {
  await main(since);
} catch (error) {
  process.stderr.write(`${errorText(error, since)}\n`);
  process.exitCode = 2;
}
