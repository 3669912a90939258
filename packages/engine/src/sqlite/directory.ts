import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a data directory, and those above it, such that its name outlives a loss of power: it is only sure to be found once the
 * one above it was synced. SQLite sees to what lies inside. Node's own `recursive` says "no such file" of a read-only disk.
 */
export function makeDirectory(directory: string): void {
  const path = resolve(directory);
  const above = dirname(path);
  if (!make(path)) {
    makeDirectory(above);
    mkdirSync(path, { mode: 0o700 });
  }
  sync(above);
}

/** False when the directory above is missing. */
function make(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code !== 'EEXIST') throw error;
  }
  return true;
}

function sync(directory: string): void {
  // Windows does not open directories, and writes their entries through.
  if (process.platform === 'win32') return;
  let descriptor: number;
  try {
    descriptor = openSync(directory, 'r');
  } catch (error) {
    // One may be let through a directory and not see it.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
