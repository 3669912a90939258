import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './serve.ts';

const SERVER = fileURLToPath(new URL('../../server', import.meta.url));

/** Text put in front of a place of one source file that occurs exactly once. */
export interface Insertion {
  readonly file: string;
  readonly before: string;
  readonly text: string;
}

/** The document of a server whose sources somebody has edited; the edit is made in a copy below `folder`. */
export async function documentOfEdited(folder: string, insertions: readonly Insertion[]): Promise<Buffer> {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['bin', 'src', 'package.json'])
    cpSync(join(SERVER, part), join(folder, part), { recursive: true });
  for (const insertion of insertions) insert(folder, insertion);
  const server = await serve(['--memory'], join(folder, 'bin', 'vectorscaledb.js'));
  try {
    const response = await fetch(`${server.url}/openapi.json`);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    await server.stop();
  }
}

function insert(folder: string, { file, before, text }: Insertion): void {
  const path = join(folder, file);
  const [head, tail, ...more] = readFileSync(path, 'utf8').split(before);
  if (head === undefined || tail === undefined || more.length > 0)
    throw new Error(`${file} has no one place ${before}`);
  writeFileSync(path, head + text + before + tail);
}
