import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';
import type { Platform } from './platform.ts';

/** An interpreter of this version: on the path, or among those pyenv keeps. */
async function interpreter(version: string): Promise<string | null> {
  const ask = (program: string) => ({ argv: [program, '-c', 'import sys; print(sys.executable)'], cwd: inRoot() });
  const onPath = await run(ask(`python${version}`));
  if (onPath.ok) return onPath.stdout.trim();
  const kept = await run({ argv: ['pyenv', 'root'], cwd: inRoot() });
  const folder = join(kept.stdout.trim(), 'versions');
  const all = kept.ok ? await readdir(folder).catch(() => []) : [];
  const found = all.find((name) => name.startsWith(`${version}.`));
  return found === undefined ? null : join(folder, found, 'bin', 'python3');
}

const python = (version: string): Platform => ({
  name: `python ${version}`,
  language: 'python',
  prepare: async () => {
    const program = await interpreter(version);
    if (program === null) return { missing: `there is no python${version}` };
    const folder = inRoot('dist', 'runtimes', `python-${version}`);
    await mkdir(join(folder, 'bin'), { recursive: true });
    // The driver runs whatever is called python3.
    const link = join(folder, 'bin', 'python3');
    await rm(link, { force: true });
    await symlink(program, link);
    const path = [join(folder, 'bin'), process.env.PATH ?? ''].join(delimiter);
    return { env: { PATH: path, DRIVER_CACHE: join(folder, 'packages') } };
  },
});

/** All the package takes. */
export const PYTHON: readonly Platform[] = ['3.10', '3.11', '3.12', '3.13', '3.14'].map(python);
