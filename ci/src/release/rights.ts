import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files anybody may read, and programs anybody may start: archives hold rights, and a shell's or a checkout's are not the package's. */
export async function usualRights(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || (entry.isFile() && ((await stat(path)).mode & 0o100) !== 0);
    if (!entry.isSymbolicLink()) await chmod(path, isProgram ? 0o755 : 0o644);
  }
}
