// Versions, builds and publishes every package. `nx run release -- --dry-run` publishes to registries it starts on loopback, then
// installs from them in empty environments and runs the documented snippets. What a killed run had published is not
// published again: run it once more. `--only python,go` takes some, `--fresh` forgets what the registries hold.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.ts';
import { consume } from './release/consumer.ts';
import { build } from './release/packages.ts';
import { type Entry, releasePage } from './release/page.ts';
import { REGISTRIES, type Registry } from './release/registries/index.ts';
import { renderVersion } from './release/render.ts';
import { nextVersion } from './release/version.ts';
import { progress } from './run/progress.ts';
import { readTargets, type Target } from './targets.ts';

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, only: { type: 'string' }, fresh: { type: 'boolean' } },
});

async function release(targets: readonly Target[]): Promise<void> {
  const version = await nextVersion();
  const folder = inRoot('dist', 'release');
  if (values.fresh) await rm(folder, { recursive: true, force: true });
  const entries: Entry[] = [];
  progress(`rendering ${version}`);
  const sdks = await renderVersion(version, join(folder, version));
  for (const target of targets) {
    progress(`building ${target.language.title}`);
    const built = await build(target, version, sdks, join(folder, version, target.language.id));
    entries.push({ built, status: 'not published' });
  }
  const page = join(folder, version, 'RELEASE.md');
  const tell = (): Promise<void> => writeFile(page, releasePage(version, entries));
  await tell();
  for (const entry of entries) {
    await inRegistry(entry, join(folder, 'registries', entry.built.registry), tell);
  }
  progress('');
  process.stdout.write(releasePage(version, entries));
}

/** Publishes one package where it is not yet, and sees that users get it. */
async function inRegistry(entry: Entry, folder: string, tell: () => Promise<void>): Promise<void> {
  const { built } = entry;
  const { title } = built.target.language;
  await mkdir(folder, { recursive: true });
  const registry: Registry = await REGISTRIES[built.registry](folder);
  try {
    if (await registry.has(built.name, built.version)) progress(`${title} was published before`);
    else {
      progress(`publishing ${title}`);
      await registry.publish(built);
    }
    entry.status = 'published';
    await tell();
    progress(`installing ${title}`);
    await consume(built, registry, join(folder, '..', '..', 'users', built.target.language.id));
    entry.status = 'published, installed and run';
    await tell();
  } finally {
    await registry.stop();
  }
}

if (!values['dry-run']) {
  process.stderr.write('what this publishes cannot be taken back: the release workflow does it; here, say --dry-run\n');
  process.exitCode = 2;
} else {
  try {
    const only = values.only?.split(',');
    const targets = (await readTargets()).filter(({ language }) => !only || only.includes(language.id));
    if (targets.length === 0) throw new Error(`no target is called ${values.only}`);
    await release(targets);
  } catch (error) {
    progress('');
    process.stderr.write(`release: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
