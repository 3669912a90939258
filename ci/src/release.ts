// Versions, builds and publishes every package. `nx run release -- --dry-run` publishes to registries it starts on loopback, then
// installs from them in empty environments and runs the documented snippets. The release workflow runs the same in two jobs, `build`
// without any right and `publish` without building. `version` turns the changesets into the next version before all that, `sbom` lists
// what packages bring with them, `status` asks the registries what they have. What a cut run had published is not published again:
// run it once more. `--only python,go` takes some, `--resume` takes up a rehearsal that was cut, `--out DIR` works there in place of
// dist/release.
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.ts';
import { applyVersion } from './release/apply-version.ts';
import { type Built, buildAll, readBuilt } from './release/built.ts';
import { LOOPBACK } from './release/loopback/index.ts';
import { Page } from './release/page.ts';
import type { Sources } from './release/product.ts';
import { readProducts } from './release/products.ts';
import { publish, publishAll, tellStatus } from './release/publish.ts';
import { renderVersion } from './release/render.ts';
import { writeSbom } from './release/sbom.ts';
import { checkSums } from './release/sums.ts';
import { useAsUser } from './release/user.ts';
import { nextVersion } from './release/version.ts';
import { progress } from './run/progress.ts';

const { values, positionals } = parseArgs({
  options: {
    'dry-run': { type: 'boolean' },
    only: { type: 'string' },
    resume: { type: 'boolean' },
    out: { type: 'string' },
  },
  allowPositionals: true,
});
const FOLDER = resolve(values.out ?? inRoot('dist', 'release'));
const REGISTRIES = join(FOLDER, 'registries');

async function main(command: string | undefined): Promise<void> {
  // What builds write is packed with the rights it has.
  process.umask(0o022);
  if (command === 'version') return writeVersion();
  const products = await readProducts(values.only?.split(',') ?? null);
  const version = await nextVersion();
  const folder = join(FOLDER, version);
  if (values['dry-run'] || command === 'build') {
    const sources: Sources = { version, sdks: await renderVersion(version, folder) };
    const packages = await buildAll(products, sources, folder);
    if (!values['dry-run']) return;
    await writeSboms(packages);
    // What an earlier rehearsal published would be installed in place of what was built just now.
    if (!values.resume) await rm(REGISTRIES, { recursive: true, force: true });
    return publishAll(packages, pageOf(packages), (built, page) => rehearse(built, sources, page));
  }
  if (command !== 'publish' && command !== 'status' && command !== 'sbom')
    throw new Error('say --dry-run; what is really published cannot be taken back, and the release workflow does that');
  const packages = await readBuilt(products, version, folder);
  const page = pageOf(packages);
  if (command === 'sbom') return writeSboms(packages);
  if (command === 'publish') {
    await checkSums(folder, packages);
    return publishAll(packages, page, (built) => publish(built, {}, page));
  }
  if (!(await tellStatus(packages, page, () => ({})))) process.exitCode = 1;

  function pageOf(of: readonly Built[]): Page {
    return new Page(join(folder, 'RELEASE.md'), version, of);
  }
}

async function writeSboms(packages: readonly Built[]): Promise<void> {
  for (const built of packages) {
    progress(`listing what ${built.product.title} brings`);
    await writeSbom(built, FOLDER);
  }
}

async function writeVersion(): Promise<void> {
  const version = await applyVersion();
  process.stdout.write(version === null ? 'there are no changesets: nothing to do\n' : `every package is ${version}\n`);
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
