// Versions, builds and publishes every package. `nx run release -- --dry-run` publishes to registries it starts on loopback, then
// installs from them in empty environments and runs the documented snippets. The release workflow runs the same in two jobs,
// `build` without any right and `publish` without building; `status` asks the registries what they have. What a cut run had
// published is not published again: run it once more. `--only python,go` takes some, `--resume` takes up
// a rehearsal that was cut.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.ts';
import { type Built, buildAll, readBuilt } from './release/built.ts';
import { CLIENTS } from './release/clients/index.ts';
import { LOOPBACK } from './release/loopback/index.ts';
import { Page } from './release/page.ts';
import type { Sources } from './release/product.ts';
import { readProducts } from './release/products.ts';
import { renderVersion } from './release/render.ts';
import { useAsUser } from './release/user.ts';
import { nextVersion } from './release/version.ts';
import { progress } from './run/progress.ts';

const FOLDER = inRoot('dist', 'release');
const REGISTRIES = join(FOLDER, 'registries');
const { values, positionals } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, only: { type: 'string' }, resume: { type: 'boolean' } },
  allowPositionals: true,
});

async function main(command: string | undefined): Promise<void> {
  const products = await readProducts(values.only?.split(',') ?? null);
  const version = await nextVersion();
  const folder = join(FOLDER, version);
  if (values['dry-run'] || command === 'build') {
    const sources: Sources = { version, sdks: await renderVersion(version, folder) };
    const packages = await buildAll(products, sources, folder);
    if (!values['dry-run']) return;
    // What an earlier rehearsal published would be installed in place of what was built just now.
    if (!values.resume) await rm(REGISTRIES, { recursive: true, force: true });
    await publishAll(version, packages, (built, page) => rehearse(built, sources, page));
  } else if (command === 'publish') {
    await publishAll(version, await readBuilt(products, version, folder), (built, page) => publish(built, {}, page));
  } else if (command === 'status') await tellStatus(version, await readBuilt(products, version, folder));
  else
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
    if (await CLIENTS[built.product.registry].has(built, {})) await page.set(built, 'published');
    else process.exitCode = 1;
  }
  await page.write();
  process.stdout.write(page.text());
}

/** Hands a package to its registry, unless that has it. */
async function publish(built: Built, env: Readonly<Record<string, string>>, page: Page): Promise<void> {
  const client = CLIENTS[built.product.registry];
  progress(`publishing ${built.product.title}`);
  if (!(await client.has(built, env))) await client.publish(built, env);
  await page.set(built, 'published');
}

/** On loopback, and then as a user. */
async function rehearse(built: Built, sources: Sources, page: Page): Promise<void> {
  const { registry: kind, title } = built.product;
  const folder = join(REGISTRIES, kind);
  await mkdir(folder, { recursive: true });
  const registry = await LOOPBACK[kind](folder);
  try {
    await registry.prepare?.(built);
    await publish(built, registry.env, page);
    progress(`installing ${title}`);
    await useAsUser(built, sources, registry.env);
    await page.set(built, 'published, installed and run');
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
