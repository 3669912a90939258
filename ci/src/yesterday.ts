// Programs written against yesterday's SDK, checked against today's: those an SDK ships as examples and the snippets of the reference,
// as they were at a commit. `node ci/src/yesterday.ts [--since COMMIT] [--lang go,rust] [--surfaces]`; without --since the last tag,
// else the commit before. What no longer fits is right only where the documents of both days say that it is breaking. --surfaces also
// builds the packages of both days and compares all that users can type: what breaks and no document tells has to be in a changeset.

import { parseArgs } from 'node:util';
import { classOf } from '@sdkgen/codegen';
import { languageIds, printFindings } from '@vectorscaledb/sdkgen';
import { dayBefore, judge } from './diff/yesterday.ts';
import { untold } from './diff/yesterday-surface.ts';
import { currentVersion, nextVersion } from './release/version.ts';
import { readTargets } from './targets.ts';

async function main(argv: readonly string[]): Promise<boolean> {
  const options = { since: { type: 'string' }, lang: { type: 'string' }, surfaces: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: [...argv], options });
  const wanted = values.lang?.split(',') ?? languageIds;
  const since = values.since ?? (await dayBefore());
  let fits = true;
  for (const target of (await readTargets()).filter(({ language }) => wanted.includes(language.id))) {
    const { verdict, output } = await judge(target, since);
    process.stdout.write(`${target.language.id}: ${verdict}\n${output && `${output}\n`}`);
    fits &&= verdict !== 'broken';
    if (!values.surfaces) continue;
    const findings = await untold(target, since);
    process.stdout.write(printFindings(findings, [target.language.id]));
    fits &&= classOf(findings) !== 'breaking' || (await isAnnounced());
  }
  return fits;
}

/** Whether the next version may break, as far as this one can: below 1.0 that is a new minor. */
async function isAnnounced(): Promise<boolean> {
  const [old = [], now = []] = [await currentVersion(), await nextVersion()].map((version) => version.split('.'));
  return old[0] !== now[0] || (old[0] === '0' && old[1] !== now[1]);
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
