import { lstatSync, readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Diagnostic, Refused } from '@sdkgen/ir';
import { MANIFEST, type OutputFile, type OutputFiles, readManifest } from './manifest.ts';

/** What writing a package would change. Nothing is written yet. */
export interface Plan {
  readonly folder: string;
  /** What differs or is missing. */
  readonly write: OutputFiles;
  readonly unchanged: number;
  /** Ours from an earlier run, no longer rendered. */
  readonly remove: readonly string[];
}

/** Files are looked at one after the other: for thousands of small ones a thread pool costs more than the reading. */
export async function planOutput(folder: string, files: OutputFiles): Promise<Plan> {
  const manifest = await readManifest(folder);
  const owned = new Set(Object.keys(manifest?.files ?? {}));
  if (!manifest) await refuseForeign(folder);
  const write = new Map<string, OutputFile>();
  const safe = new Set<string>();
  for (const [path, file] of files) {
    refuseLinks(folder, path, safe);
    const present = readIfThere(join(folder, path));
    if (present && Buffer.compare(present, file.bytes) === 0 && isRunnable(folder, path, file)) continue;
    if (present && path !== MANIFEST && !owned.has(path))
      throw refused(join(folder, path), 'foreign-file', 'is in the way and was not written by sdkgen');
    write.set(path, file);
  }
  const remove = [...owned].filter((path) => isBelow(path) && !files.has(path));
  return { folder, write, unchanged: files.size - write.size, remove };
}

/** Whether a program may be run; other files need nothing. Windows knows no such bit. */
function isRunnable(folder: string, path: string, { executable }: OutputFile): boolean {
  if (!executable || process.platform === 'win32') return true;
  return (lstatSync(join(folder, path)).mode & 0o100) !== 0;
}

/** A folder with files but no manifest of ours is somebody's work. */
async function refuseForeign(folder: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw refused(await fileOnTheWay(folder), 'unwritable-output', 'is a file, not a folder');
    throw refused(folder, 'unwritable-output', `cannot be used for output: ${(error as Error).message}`);
  }
  if (entries.length > 0) throw refused(folder, 'foreign-folder', `is not empty and has no ${MANIFEST}`);
}

/** The file that stands where a folder is wanted, so that all targets say the same. */
async function fileOnTheWay(folder: string): Promise<string> {
  const stats = await lstat(folder).catch(() => null);
  return stats || folder === dirname(folder) ? folder : fileOnTheWay(dirname(folder));
}

/** A link inside the output could lead a write out of it. Folders found safe are not looked at again. */
function refuseLinks(folder: string, path: string, safe: Set<string>): void {
  if (!isBelow(path)) throw refused(path, 'path-outside', 'would be written outside the output folder');
  for (let current = path; current !== '.' && !safe.has(current); current = dirname(current)) {
    safe.add(current);
    if (isLink(join(folder, current))) throw refused(join(folder, current), 'link-in-output', 'is a symbolic link');
  }
}

/** What cannot be looked at is no link; reading or writing it says what else is wrong. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

function isBelow(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..');
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw refused(path, 'unreadable-output', `cannot be read: ${(error as Error).message}`);
  }
}

function refused(path: string, code: string, problem: string): Refused {
  const hint = 'Choose another --out, or move what is there.';
  const diagnostic: Diagnostic = { code, pointer: '', message: `${path} ${problem}`, hint };
  return new Refused([diagnostic]);
}
