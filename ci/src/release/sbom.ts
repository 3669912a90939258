import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inRoot } from '../paths.ts';
import { must } from '../run/process.ts';
import type { Built } from './built.ts';

const TOOLS = inRoot('.toolchain', 'release', 'cdxgen');
const MANIFEST = { private: true, dependencies: { '@cyclonedx/cdxgen': '12.8.4' } };
const CDXGEN = join(TOOLS, 'node_modules', '.bin', 'cdxgen');

/** What a package brings with it, as CycloneDX tells it: `sbom/<id>.cdx.json`, the same for the same dependencies. */
export async function writeSbom({ product, stage }: Built, folder: string): Promise<string> {
  await installed();
  const file = join(folder, 'sbom', `${product.id}.cdx.json`);
  await mkdir(join(folder, 'sbom'), { recursive: true });
  // The tool installs where it looks, and names the folder.
  const place = await mkdtemp(join(tmpdir(), 'sbom-'));
  const copy = join(place, product.id);
  try {
    await cp(stage, copy, { recursive: true });
    await lock(copy);
    const how = ['--no-banner', '--no-babel', '--no-recurse', '--required-only', '--spec-version', '1.6', '--validate'];
    await must([CDXGEN, ...how, '--output', file, copy], copy);
  } finally {
    await rm(place, { recursive: true });
  }
  // All that differs from day to day; the annotations are the tool's prose.
  const { serialNumber: _, annotations: ___, ...bom } = JSON.parse(without(place, await readFile(file, 'utf8')));
  const { timestamp: __, ...metadata } = bom.metadata;
  await writeFile(file, `${JSON.stringify({ ...bom, metadata }, null, 2)}\n`);
  return file;
}

/** Paths begin at the package. */
const without = (place: string, text: string): string =>
  text.replaceAll(`${place}/`, '').replaceAll(`${basename(place)}/`, '');

/** What a package for npm would be installed with today, where it does not say so itself. */
async function lock(folder: string): Promise<void> {
  const files = await readdir(folder);
  if (!files.includes('package.json') || files.includes('package-lock.json')) return;
  await must(['npm', 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--omit=dev'], folder);
}

async function installed(): Promise<void> {
  await mkdir(TOOLS, { recursive: true });
  await writeFile(join(TOOLS, 'package.json'), JSON.stringify(MANIFEST));
  const quiet = ['--no-audit', '--no-fund', '--silent', '--ignore-scripts', '--omit=optional'];
  await must(['npm', 'install', ...quiet], TOOLS);
}
