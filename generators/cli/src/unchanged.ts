import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MANIFEST, type Manifest, sha256 } from '@sdkgen/codegen/manifest';
import { HOME, SOURCES } from './home.ts';
import type { GenerateOptions, TargetReport } from './options.ts';

/** Everything of ours that decides what is rendered, besides the document and its configuration. */
const OWN = ['templates', 'spec/runtime.yaml', 'spec/schemas', 'package-lock.json'];

/** What a run left behind: from which inputs, and for each target the digest of its manifest. */
interface Stamp {
  readonly inputs: string;
  readonly targets: readonly (Pick<TargetReport, 'target' | 'label' | 'operations' | 'omitted'> & {
    readonly manifest: string;
  })[];
}

/**
 * Tells whether a run would change nothing, without rendering: the same bytes in, and every file of ours still as it was
 * written. Start-up, reading and hashing is all it costs. `--check` never asks.
 */
export async function unchangedReports(options: GenerateOptions): Promise<TargetReport[] | null> {
  const start = performance.now();
  const path = cachePath(options, 'stamp.json');
  const stamp = path && (await readStamp(path));
  if (!stamp || stamp.inputs !== (await inputsOf(options))) return null;
  const reports: TargetReport[] = [];
  for (const { manifest, ...report } of stamp.targets) {
    const files = await intactFiles(resolve(options.out, report.target), manifest);
    if (files === null) return null;
    reports.push({ ...report, files, changed: [], unchanged: files, milliseconds: performance.now() - start });
  }
  return reports;
}

/** Remembers a run. Best effort: without it the next run renders again. */
export async function rememberRun(options: GenerateOptions, reports: readonly TargetReport[]): Promise<void> {
  const path = cachePath(options, 'stamp.json');
  if (!path) return;
  const targets = await Promise.all(
    reports.map(async ({ target, label, operations, omitted }) => ({
      target,
      label,
      operations,
      omitted,
      manifest: sha256(await readFile(join(resolve(options.out, target), MANIFEST))),
    })),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ inputs: await inputsOf(options), targets } satisfies Stamp));
}

/** How many files a target has, or null when one of them is not as its manifest says. */
async function intactFiles(folder: string, manifest: string): Promise<number | null> {
  try {
    const bytes = await readFile(join(folder, MANIFEST));
    if (sha256(bytes) !== manifest) return null;
    const { files, executable = [] } = JSON.parse(bytes.toString()) as Manifest;
    const intact = await Promise.all(
      Object.entries(files).map(async ([path, written]) => sha256(await readFile(join(folder, path))) === written),
    );
    await Promise.all(executable.map((path) => access(join(folder, path), constants.X_OK)));
    return intact.every(Boolean) ? intact.length + 1 : null;
  } catch {
    return null;
  }
}

async function inputsOf(options: GenerateOptions): Promise<string> {
  const { document, config, languages, driver = false, allowPartial = false } = options;
  return sha256(
    [
      sha256(document),
      config === null ? '' : sha256(await readFile(config)),
      languages.join(),
      String(driver),
      String(allowPartial),
      process.version,
      await sourcesDigest(),
    ].join('\n'),
  );
}

let sources: Promise<string> | undefined;

/** Everything of ours that decides what is rendered; read once a run. */
export function sourcesDigest(): Promise<string> {
  sources ??= digestSources();
  return sources;
}

async function digestSources(): Promise<string> {
  const parts = (await readdir(SOURCES, { withFileTypes: true })).map((entry) =>
    join(SOURCES, entry.name, entry.isDirectory() ? 'src' : ''),
  );
  const own = OWN.map((path) => join(HOME, path));
  const digests = await Promise.all([...own, ...parts].map(digestTree));
  return digests.join('\n');
}

async function digestTree(path: string): Promise<string> {
  if (!existsSync(path)) return '';
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
  if (!entries) return sha256(await readFile(path));
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const digests = await Promise.all(files.map(async (file) => `${file} ${sha256(await readFile(file))}`));
  return sha256(digests.join('\n'));
}

/** Beside the other tools' caches of the project that is worked in; nowhere when there is no such folder. */
export function cachePath({ out }: Pick<GenerateOptions, 'out'>, ...below: readonly string[]): string | null {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules')))
      return join(folder, 'node_modules', '.cache', 'sdkgen', sha256(resolve(out)), ...below);
    if (folder === dirname(folder)) return null;
  }
}

async function readStamp(path: string): Promise<Stamp | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Stamp;
  } catch {
    return null;
  }
}
