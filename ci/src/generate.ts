// The main job: from the document a running server serves to `spec/` and every SDK. `nx run generate` runs it.
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  errorText,
  generate,
  languageIds,
  pin,
  readApi,
  readRuntime,
  readSource,
  table,
  UsageError,
} from '@vectorscaledb/sdkgen';
import { startServer } from 'vectorscaledb';
import { inRoot } from './paths.ts';

async function main(spec: string | undefined): Promise<void> {
  const document = spec === undefined ? await liveDocument() : await readSource(spec);
  progress('rendering');
  const reports = await generate({
    document,
    config: inRoot('spec', 'sdk.yaml'),
    out: inRoot('sdks'),
    languages: languageIds,
    check: false,
  });
  await pin(inRoot('spec'), document, await originOf(document));
  if (spec !== undefined) await outdateCache();
  progress('');
  process.stdout.write(`${table(reports)}\n`);
}

/** The document as a server of this repository's own sources serves it. */
async function liveDocument(): Promise<Uint8Array> {
  progress('starting the server');
  const server = await startServer().catch((error: Error) => {
    throw new UsageError(`the server did not start: ${error.message}`, 'Nothing was written.');
  });
  try {
    progress('reading the live document');
    return await readSource(`${server.url}/openapi.json`);
  } finally {
    await server.close();
  }
}

/** What the document says it is: the same whatever server, port or file it was read from. */
async function originOf(document: Uint8Array): Promise<string> {
  const { title, version } = await readApi(document, await readRuntime());
  return `${title.wire} ${version}`;
}

/**
 * Nx takes the words of `--spec` into its hash, not what they name. This file is an input of the target and never the same
 * twice, so another document is always read, and the live one is rendered again after it.
 */
async function outdateCache(): Promise<void> {
  await mkdir(inRoot('.nx'), { recursive: true });
  await writeFile(inRoot('.nx', 'other-document'), randomUUID());
}

function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what && `${what} …`}`);
}

const { values } = parseArgs({ options: { spec: { type: 'string' } } });
try {
  await main(values.spec);
} catch (error) {
  progress('');
  process.stderr.write(`${errorText(error, values.spec ?? 'the live document')}\n`);
  process.exitCode = 2;
}
