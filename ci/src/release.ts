// Versions, builds and publishes every package. `nx run release -- --dry-run` publishes to registries it starts on loopback, then
// installs from them in empty environments and runs the documented snippets. The release workflow runs the same in two jobs,
// `build` without any right and `publish` without building; `status` asks the registries what they have. What a cut run had
// published is not published again: run it once more. `--only python,go` takes some, `--fresh` forgets what the loopback registries hold.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.ts';
import { CLIENTS } from './release/clients/index.ts';
import { consume } from './release/consumer.ts';
import { LOOPBACK } from './release/loopback/index.ts';
import { type Built, buildAll, readBuilt } from './release/packages.ts';
import { Page } from './release/page.ts';
import { renderVersion } from './release/render.ts';
import { nextVersion } from './release/version.ts';
import { progress } from './run/progress.ts';
import { readTargets } from './targets.ts';

const FOLDER = inRoot('dist', 'release');
const { values, positionals } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, only: { type: 'string' }, fresh: { type: 'boolean' } },
  allowPositionals: true,
});

async function main(command: string | undefined): Promise<void> {
  const only = values.only?.split(',');
  const targets = (await readTargets()).filter(({ language }) => !only || only.includes(language.id));
  if (targets.length === 0) throw new Error(`no target is called ${values.only}`);
  const version = await nextVersion();
  if (values.fresh) await rm(FOLDER, { recursive: true, force: true });
  const folder = join(FOLDER, version);
  const build = async (): Promise<Built[]> => buildAll(targets, version, await renderVersion(version, folder), folder);
  if (values['dry-run']) return publishAll(version, await build(), rehearse);
  if (command === 'build') return void (await build());
  if (command === 'publish')
    return publishAll(version, await readBuilt(targets, version, folder), (built, page) => publish(built, {}, page));
  if (command === 'status') return tellStatus(version, await readBuilt(targets, version, folder));
  throw new Error('say --dry-run; what is really published cannot be taken back, and the release workflow does that');
}

async function publishAll(
  version: string,
  packages: readonly Built[],
  how: (built: Built, page: Page) => Promise<void>,
): Promise<void> {
  const page = new Page(join(FOLDER, version, 'RELEASE.md'), version, packages);
  await page.write();
  for (const built of packages) {
    await how(built, page);
  }
  progress('');
  process.stdout.write(page.text());
}

/** What each registry has, as it says itself; ends with 1 where one lacks its package. */
async function tellStatus(version: string, packages: readonly Built[]): Promise<void> {
  const page = new Page(join(FOLDER, version, 'RELEASE.md'), version, packages);
  for (const built of packages) {
    if (await CLIENTS[built.registry].has(built, {})) await page.set(built, 'published');
    else process.exitCode = 1;
  }
  await page.write();
  process.stdout.write(page.text());
}

/** Hands a package to its registry, unless that has it. */
async function publish(built: Built, env: Readonly<Record<string, string>>, page: Page): Promise<void> {
  const client = CLIENTS[built.registry];
  progress(`publishing ${built.target.language.title}`);
  if (!(await client.has(built, env))) await client.publish(built, env);
  await page.set(built, 'published');
}

/** On loopback, and then as a user. */
async function rehearse(built: Built, page: Page): Promise<void> {
  const folder = join(FOLDER, 'registries', built.registry);
  await mkdir(folder, { recursive: true });
  const registry = await LOOPBACK[built.registry](folder);
  try {
    await registry.prepare?.(built);
    await publish(built, registry.env, page);
    progress(`installing ${built.target.language.title}`);
    // Outside the repository, whose own packages would be found from below it.
    const user = await mkdtemp(join(tmpdir(), `${built.target.language.id}-user-`));
    await consume(built, registry.env, user);
    await page.set(built, 'published, installed and run');
    await rm(user, { recursive: true });
  } finally {
    await registry.stop();
  }
}

try {
  await main(positionals[0]);
} catch (error) {
  progress('');
  process.stderr.write(`release: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = values['dry-run'] || positionals.length > 0 ? 1 : 2;
}
