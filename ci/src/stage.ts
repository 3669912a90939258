import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Files by path, with forward slashes. */
export type Tree = ReadonlyMap<string, Buffer>;

export async function readTree(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.sort().map(async (path) => [slashed(relative(folder, path)), await readFile(path)] as const);
  return new Map(await Promise.all(read));
}

/** Of all files together, of whatever encoding. */
export async function linesIn(folder: string): Promise<number> {
  let lines = 0;
  for (const bytes of (await readTree(folder)).values()) lines += bytes.toString('latin1').split('\n').length - 1;
  return lines;
}

/** What each file holds, short: how two whole SDKs differ takes minutes to print. */
export async function digestsOf(folder: string): Promise<Map<string, string>> {
  const files = [...(await readTree(folder))];
  return new Map(files.map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]));
}

/**
 * Makes the folder hold these files, beside whatever builds left there. Files that did not change keep their times, so that
 * a second build has little to do; files of an earlier staging that are no longer wanted go.
 */
export async function stage(folder: string, files: Tree): Promise<void> {
  const record = `${folder}.staged.json`;
  const before: string[] = JSON.parse(await readFile(record, 'utf8').catch(() => '[]'));
  for (const path of before.filter((path) => !files.has(path))) await rm(join(folder, path), { force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(record, JSON.stringify([...files.keys()]));
  for (const [path, bytes] of files) await writeChanged(join(folder, path), bytes);
}

async function writeChanged(path: string, bytes: Buffer): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** Copies a folder without what builds and installs leave in it. */
export async function copySources(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, filter: (path) => !/[\\/](node_modules|dist|target)$/.test(path) });
}

const slashed = (path: string): string => path.split(sep).join('/');
