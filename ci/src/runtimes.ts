// The contract's cases on the oldest and on other platforms that SDKs take: `npx nx run runtimes -- --only bun,go`. They come from
// where packages come from; one that cannot be had here is told as not run. Prints which cases fail; ends with 1 where one does
// that no known difference of a platform explains.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SuiteCase } from '@vectorscaledb/conformance';
import { inRoot } from './paths.ts';
import { BROWSER } from './runtimes/browser.ts';
import { GO } from './runtimes/go.ts';
import { JAVASCRIPT } from './runtimes/javascript.ts';
import type { Platform, Ready } from './runtimes/platform.ts';
import { PYTHON } from './runtimes/python.ts';
import { RUST } from './runtimes/rust.ts';
import { type Built, build, folderOf, render } from './wire/build.ts';
import { scoreSuite } from './wire/score.ts';
import { someSuites } from './wire/suites.ts';

const PLATFORMS: readonly Platform[] = [...PYTHON, RUST, ...JAVASCRIPT, BROWSER, GO];
const SUITES = someSuites(['contract', 'websocket']);

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const wanted = PLATFORMS.filter(({ name }) => only === undefined || only.some((prefix) => name.startsWith(prefix)));
if (wanted.length === 0) throw new Error(`--only: there are ${PLATFORMS.map(({ name }) => name).join(', ')}`);
const languages = [...new Set(wanted.map(({ language }) => language))];

const prepared: (readonly [Platform, Ready])[] = [];
for (const platform of wanted) {
  const ready = await platform.prepare();
  if ('missing' in ready) process.stdout.write(`${platform.name}: not run: ${ready.missing}\n`);
  else prepared.push([platform, ready]);
}
let unexplained = 0;
for (const suite of SUITES) {
  const rendered = await render(suite, languages);
  for (const [platform, ready] of prepared) {
    const own = await build(rendered.get(platform.language) ?? { missing: 'not rendered' }, ready.env);
    const built = await launched(own, ready, folderOf(suite.name), platform.name);
    const scored = await scoreSuite(suite, built, ready.env);
    const failed = scored.filter(({ findings }) => findings.length > 0);
    const ours = failed.filter(({ one }) => reasonOf(platform, one) === undefined);
    unexplained += ours.length;
    process.stdout.write(
      `${platform.name}: ${scored.length - failed.length} of ${scored.length}; ${ours.length} not explained\n`,
    );
    const reasons = failed.map(({ one }) => reasonOf(platform, one)).filter((why) => why !== undefined);
    for (const why of new Set(reasons))
      process.stdout.write(`  ${reasons.filter((one) => one === why).length}: ${why}\n`);
    for (const { one, findings } of ours) {
      const [first] = findings;
      const told = `${first?.what}: ${first?.expected}, got ${first?.got.slice(0, 160)}`;
      process.stdout.write(`  ${one.fixture} › ${one.name}: ${told}\n`);
    }
  }
}
process.exitCode = unexplained > 0 ? 1 : 0;

function reasonOf({ differs = [] }: Platform, one: SuiteCase): string | undefined {
  return differs.find(
    ({ fixture, names }) => fixture === one.fixture && names.some((name) => one.name.startsWith(name)),
  )?.why;
}

/** Where a platform has a way of its own to run what was built. */
async function launched(built: Built, { launcher }: Ready, folder: string, name: string): Promise<Built> {
  if ('missing' in built || !launcher) return built;
  const place = inRoot('dist', 'runtimes');
  await mkdir(place, { recursive: true });
  const program = join(place, `${name.replaceAll(' ', '-')}.sh`);
  await writeFile(program, launcher(join(folder, 'node', 'driver', 'build', 'driver', 'main.js')));
  await chmod(program, 0o755);
  return { program };
}
