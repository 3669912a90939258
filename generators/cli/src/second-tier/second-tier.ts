import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { MANIFEST, manifestText, type OutputFile, type OutputFiles } from '@sdkgen/codegen';
import { UsageError } from '../usage-error.ts';
import { openapiGenerator } from './jar.ts';

const NOTICE = 'SECOND-TIER.md';

/** Refuses ids openapi-generator does not know either, before anything is rendered. */
export async function checkSecondTier(ids: readonly string[], own: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = (await openapiGenerator(['list', '-s'])).split(/[\s,]+/).filter(Boolean);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new UsageError(
    `there is no target ${JSON.stringify(unknown)}`,
    `Targets: ${own.join(', ')}; second tier: what openapi-generator has, such as java, csharp, kotlin, swift6, php or ruby.`,
  );
}

/** A package by openapi-generator from the document as we read it. Labelled, because none of our promises hold for it. */
export async function renderSecondTier(id: string, document: object): Promise<OutputFiles> {
  const work = await mkdtemp(join(tmpdir(), 'second-tier-'));
  try {
    const input = join(work, 'openapi.json');
    await writeFile(input, JSON.stringify(document));
    const out = join(work, 'out');
    await openapiGenerator(['generate', '-i', input, '-g', id, '-o', out, '--skip-validate-spec']);
    const files = new Map<string, OutputFile>(await filesIn(out));
    files.set(NOTICE, { bytes: Buffer.from(notice(id)), executable: false });
    const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
    return sorted.set(MANIFEST, { bytes: Buffer.from(manifestText(sorted)), executable: false });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function filesIn(folder: string): Promise<[string, OutputFile][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path): Promise<[string, OutputFile]> => {
      const executable = ((await stat(path)).mode & 0o100) !== 0;
      return [relative(folder, path).replaceAll('\\', '/'), { bytes: await readFile(path), executable }];
    }),
  );
}

function notice(id: string): string {
  return `# Second tier

openapi-generator rendered this package (target \`${id}\`) from the document as sdkgen read it. What sdkgen promises of its own
targets (retries, streams, pages, errors, names, checks) holds for none of it.
`;
}
