// The main job: from the document to `spec/` and every SDK. `nx run generate` runs it, after reading the live document.
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { errorText, generate, languageIds, pin, readApi, readRuntime, readSource, table } from '@vectorscaledb/sdkgen';
import { inRoot, LIVE_DOCUMENT } from './paths.ts';
import { progress } from './run/progress.ts';

async function main(source: string, other: boolean): Promise<void> {
  const document = await readSource(source);
  progress('rendering');
  const reports = await generate({
    document,
    config: inRoot('spec', 'sdk.yaml'),
    out: inRoot('sdks'),
    languages: languageIds,
    check: false,
  });
  const pinned = await pin(inRoot('spec'), document, await originOf(document));
  if (other || pinned > 0 || reports.some(({ changed }) => changed.length > 0)) await outdateCache();
  progress('');
  process.stdout.write(`${table(reports)}\n`);
}

/** What the document says it is: the same whatever server, port or file it was read from. */
async function originOf(document: Uint8Array): Promise<string> {
  const { title, version } = await readApi(document, await readRuntime());
  return `${title.wire} ${version}`;
}

/**
 * Nx keys a run by the state it found, `sdks/` included. A run that changed that state, or read a document Nx knows only the name
 * of, must never be taken for a later one: this file is part of the key and never the same twice.
 */
async function outdateCache(): Promise<void> {
  await mkdir(inRoot('.nx'), { recursive: true });
  await writeFile(inRoot('.nx', 'generate-key'), randomUUID());
}

const { spec } = parseArgs({ options: { spec: { type: 'string' } } }).values;
try {
  await main(spec ?? LIVE_DOCUMENT, spec !== undefined);
} catch (error) {
  progress('');
  process.stderr.write(`${errorText(error, spec ?? 'the live document')}\n`);
  process.exitCode = 2;
}
