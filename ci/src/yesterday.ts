// Programs written against yesterday's SDK, checked against today's: those an SDK ships as examples and the snippets of the reference,
// as they were at a commit. `node ci/src/yesterday.ts [--since COMMIT] [--lang go,rust]`; without --since the last tag, else the
// commit before. What no longer fits is right only where the documents of both days say that it is breaking.

import { parseArgs } from 'node:util';
import { languageIds } from '@vectorscaledb/sdkgen';
import { dayBefore, judge } from './diff/yesterday.ts';
import { readTargets } from './targets.ts';

async function main(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...argv], options: { since: { type: 'string' }, lang: { type: 'string' } } });
  const wanted = values.lang?.split(',') ?? languageIds;
  const since = values.since ?? (await dayBefore());
  let fits = true;
  for (const target of (await readTargets()).filter(({ language }) => wanted.includes(language.id))) {
    const { verdict, output } = await judge(target, since);
    process.stdout.write(`${target.language.id}: ${verdict}\n${output && `${output}\n`}`);
    fits &&= verdict !== 'broken';
  }
  return fits;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
