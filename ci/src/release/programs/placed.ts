import { readdir, readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { inRoot, root } from '../../paths.ts';
import type { Program } from './program.ts';

/** `new URL('../x', import.meta.url)`: how sources name files beside them. */
const NAMED = /new URL\(\s*'([^']+)',\s*import\.meta\.url\s*\)/g;

/** Modules that its workspace starts as threads, and so names as files. */
export async function threadsOf({ folder }: Program): Promise<string[]> {
  const threads: string[] = [];
  for (const path of await readdir(inRoot(folder, 'src'), { recursive: true })) {
    if (!path.endsWith('.ts')) continue;
    const file = inRoot(folder, 'src', path);
    for (const [, named = ''] of (await readFile(file, 'utf8')).matchAll(NAMED))
      if (named.endsWith('.ts')) threads.push(below(resolve(dirname(file), named)));
  }
  return [...new Set(threads)].sort();
}

/** Files that sources name beside them are elsewhere in the package: it holds what the repository holds, from its own root on. */
export const placed = (program: Program, threads: readonly string[]): Plugin => ({
  name: 'placed',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
      program.leaves.test(below(resolve(resolveDir, path))) ? { path: 'for-checks-only', namespace: 'left' } : null,
    );
    onLoad({ filter: /^/, namespace: 'left' }, () => ({ contents: 'export {};' }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const contents = (await readFile(path, 'utf8')).replace(NAMED, (whole, named: string) => {
        const place = placeOf(program, threads, below(resolve(dirname(path), named)));
        const end = named.endsWith('/') && place !== '../' ? '/' : '';
        return place === null ? whole : `new URL('${place}${end}', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
});

/** Where a bundled module finds a file of the repository; null for what it never reads. */
function placeOf({ id, reads, leaves }: Program, threads: readonly string[], file: string): string | null {
  if (file === '') return '../';
  // They have one version; nothing else is read there.
  if (/^\w+\/[\w-]+\/package\.json$/.test(file)) return '../package.json';
  if (threads.includes(file)) return `./${file.split('/').at(-1)?.replace(/\.ts$/, '.js')}`;
  if (leaves.test(file)) return null;
  if (reads.some((place) => `${file}/`.startsWith(`${place}/`))) return `../${file}`;
  throw new Error(`a source of ${id} names ${file}, which its package does not hold: add it to what it reads`);
}

const below = (path: string): string => relative(root, path).split(sep).join('/');
