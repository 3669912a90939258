// Another reader of the same document, openapi-generator, must find the operations, models, fields and what is required that ours
// finds: `nx run second-reader [-- --spec FILE]`. Ends with 1 where they differ and no reason is known.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { whyMissing } from './openapi-generator.ts';
import { PINNED } from './sdkgen.ts';
import { compare } from './second-reader/compare.ts';
import { ourInventory } from './second-reader/ours.ts';
import { theirInventory } from './second-reader/theirs.ts';

const { values } = parseArgs({ options: { spec: { type: 'string', default: PINNED } } });
const missing = await whyMissing();
if (missing) {
  process.stderr.write(`the second reader cannot run: ${missing}\n`);
  process.exitCode = 2;
} else {
  const ours = ourInventory(await readApi(await readFile(values.spec), await readRuntime()));
  const { agreed, differences } = compare(ours, await theirInventory(values.spec));
  const unexplained = differences.filter(({ reason }) => reason === null);
  for (const [reason, list] of Map.groupBy(differences, ({ reason }) => reason ?? 'NOT EXPLAINED')) {
    process.stdout.write(`${reason}:\n`);
    for (const { reader, line } of list) process.stdout.write(`  only ${reader}: ${line.replaceAll('\t', ' ')}\n`);
  }
  const explained = differences.length - unexplained.length;
  process.stdout.write(`${agreed} findings agree, ${explained} differ for a reason, ${unexplained.length} without\n`);
  if (agreed === 0 || unexplained.length > 0) process.exitCode = 1;
}
