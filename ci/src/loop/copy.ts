import { appendFile, cp, lstat, mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { inRoot, root } from '../paths.ts';
import { must } from '../run/process.ts';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Loop',
  GIT_AUTHOR_EMAIL: 'loop@example.com',
  GIT_COMMITTER_NAME: 'Loop',
  GIT_COMMITTER_EMAIL: 'loop@example.com',
};

/** Installed, not kept. */
const LINKED = /(^|\/)(node_modules|\.toolchain)$/;

/** A repository of its own with what this one holds now, committed or not, in which anything may be changed. */
export interface Copy {
  readonly folder: string;
  run(...argv: readonly string[]): Promise<string>;
  commit(message: string): Promise<void>;
}

export async function copyRepository(folder: string): Promise<Copy> {
  const listed = await must(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
  const files = new Set(listed.split('\0').filter((file) => file !== '' && !LINKED.test(file)));
  for (const file of files) await copyFile(file, folder);
  await linkPackages(folder);
  await linkIfThere('.toolchain', folder);
  const run = (...argv: readonly string[]): Promise<string> => must(argv, folder, { ...IDENTITY, ...own(folder) });
  const commit = async (message: string): Promise<void> => {
    await run('git', 'add', '--all');
    await run('git', 'commit', '--quiet', '--allow-empty', '--message', message);
  };
  await run('git', 'init', '--quiet', '--initial-branch=main');
  // A link is no folder to `.gitignore`.
  await appendFile(join(folder, '.git', 'info', 'exclude'), '.toolchain\n');
  await commit('As it is');
  return { folder, run, commit };
}

/** Tools of the copy, and nothing Nx remembers of the original. */
const own = (folder: string): Record<string, string> => ({
  NX_WORKSPACE_ROOT_PATH: folder,
  NX_CACHE_DIRECTORY: join(folder, '.nx', 'cache'),
});

async function copyFile(file: string, folder: string): Promise<void> {
  // A file that is deleted and not yet committed is listed still.
  if (!(await isThere(inRoot(file)))) return;
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await cp(inRoot(file), join(folder, file), { verbatimSymlinks: true });
}

/** Packages of other houses are the ones here; ours are the copy's. */
async function linkPackages(folder: string): Promise<void> {
  const holders = ['.', ...(await workspaces())];
  for (const holder of holders) {
    const from = inRoot(holder, 'node_modules');
    if (await isThere(from)) await linkEach(from, join(folder, holder, 'node_modules'), folder);
  }
}

async function linkEach(from: string, to: string, folder: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name.startsWith('.') && name !== '.bin' && name !== '.package-lock.json') continue;
    const source = join(from, name);
    if (name.startsWith('@')) await linkEach(source, join(to, name), folder);
    else await symlink(await targetOf(source, folder), join(to, name));
  }
}

async function targetOf(source: string, folder: string): Promise<string> {
  const isLink = (await lstat(source)).isSymbolicLink();
  if (!isLink) return source;
  const real = await realpath(source);
  const below = relative(await realpath(root), real);
  return below.startsWith('..') || below.startsWith('node_modules') ? real : join(folder, below);
}

async function workspaces(): Promise<string[]> {
  const groups = ['generators', 'packages'].map(async (group) =>
    (await readdir(inRoot(group))).map((name) => join(group, name)),
  );
  return ['ci', ...(await Promise.all(groups)).flat()];
}

async function linkIfThere(name: string, folder: string): Promise<void> {
  if (await isThere(inRoot(name))) await symlink(inRoot(name), join(folder, name));
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
