// Reads the document that a server of this repository's own sources serves, into dist/. `nx run document` runs it and keeps
// what it read until those sources change.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { errorText, readSource, UsageError } from '@vectorscaledb/sdkgen';
import { startServer } from 'vectorscaledb';
import { LIVE_DOCUMENT } from './paths.ts';
import { progress } from './run/progress.ts';

async function main(): Promise<void> {
  progress('starting the server');
  const server = await startServer().catch((error: Error) => {
    throw new UsageError(`the server did not start: ${error.message}`, 'Nothing was written.');
  });
  try {
    progress('reading the live document');
    const document = await readSource(`${server.url}/openapi.json`);
    await mkdir(dirname(LIVE_DOCUMENT), { recursive: true });
    await writeFile(LIVE_DOCUMENT, document);
  } finally {
    await server.close();
    progress('');
  }
}

// `generate` passes its flags on. With a document of the user's own there is nothing to do here.
const { spec } = parseArgs({ options: { spec: { type: 'string' } } }).values;
try {
  if (spec === undefined) await main();
} catch (error) {
  process.stderr.write(`${errorText(error, 'the live document')}\n`);
  process.exitCode = 2;
}
