import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@sdkgen/codegen/manifest';
import { parseDocument } from '@sdkgen/document/parse';

/** `openapi.lock.json`: what the snapshot is, with nothing of the run that took it. */
interface Lock {
  readonly source: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly generator: string;
}

/** Snapshots the document byte for byte, with its lock beside it. Writes only what changed; returns how many files. */
export async function pin(folder: string, document: Uint8Array): Promise<number> {
  const source = await originOf(document);
  const lock: Lock = { source, sha256: sha256(document), bytes: document.length, generator: await generatorVersion() };
  await mkdir(folder, { recursive: true });
  const written = [
    await writeIfChanged(join(folder, 'openapi.json'), document),
    await writeIfChanged(join(folder, 'openapi.lock.json'), Buffer.from(`${JSON.stringify(lock, null, 2)}\n`)),
  ];
  return written.filter(Boolean).length;
}

/** What the document says it is: the same whatever server, port or file it was read from. */
async function originOf(document: Uint8Array): Promise<string> {
  const { info } = (await parseDocument(document)) as { info?: { title?: string; version?: string } };
  return `${info?.title} ${info?.version}`;
}

export async function generatorVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

async function writeIfChanged(path: string, bytes: Uint8Array): Promise<boolean> {
  const present = await readFile(path).catch(() => null);
  if (present && Buffer.compare(present, bytes) === 0) return false;
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
  return true;
}
