import { readFile } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { languageIds, targetIds } from '@vectorscaledb/sdkgen';
import { build, type Metafile, type Plugin } from 'esbuild';
import { inRoot, root } from '../../paths.ts';
import { placed, threadsOf } from './placed.ts';
import type { Program } from './program.ts';

/** The oldest that has `node:sqlite` without a flag. */
export const OLDEST_NODE = '22.13.0';

/**
 * A program and every workspace it imports as JavaScript below `out`: Node strips no types below `node_modules`. What comes
 * from npm stays a dependency. Returns the folders of the workspaces it took in.
 */
export async function bundle(program: Program, bins: readonly string[], sdks: string, out: string): Promise<string[]> {
  const threads = await threadsOf(program);
  const entries = [...bins.map((path) => join(program.folder, path)), ...threads].map((path) => inRoot(path));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${OLDEST_NODE}`,
    charset: 'utf8',
    metafile: true,
    logLevel: 'silent',
    plugins: [nothingToHook, builtInTargets, fromNpm, renderedSdks(sdks), placed(program, threads)],
  });
  return workspacesOf(metafile);
}

/** Some of our commands teach Node to read sources as they stand; in a bundle they are built. */
const nothingToHook: Plugin = {
  name: 'nothing to hook',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]bin[\\/]sources\.js$/ }, () => ({ contents: '' }));
  },
};

/** A package has no folders to look for targets in: those there are when it is built are its targets. */
const builtInTargets: Plugin = {
  name: 'built-in targets',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cli[\\/]src[\\/]discovered\.ts$/ }, () => {
      const listed = (ids: readonly string[]): string =>
        ids.map((id) => `{ id: '${id}', load: async () => (await import('@sdkgen/${id}')).${id} }`).join(', ');
      const others = targetIds.filter((id) => !languageIds.includes(id));
      const contents = `export const discoveries = { languages: [${listed(languageIds)}], others: [${listed(others)}] };`;
      return { contents, resolveDir: inRoot('generators', 'cli', 'src') };
    });
  },
};

/** Of other houses; a workspace of ours is taken in. */
const fromNpm: Plugin = {
  name: 'from npm',
  setup({ onResolve, resolve: found }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === 'asked' || kind === 'entry-point') return null;
      const result = await found(path, { resolveDir, kind, pluginData: 'asked' });
      const isOurs = result.errors.length === 0 && !result.path.includes(`${sep}node_modules${sep}`);
      return isOurs && !result.external ? { path: result.path } : { path, external: true };
    });
  },
};

/**
 * What of an SDK is taken in has the version that is released, as the SDK itself. It is known by its place among the SDKs: where those
 * were rendered to is nothing a package may depend on.
 */
const renderedSdks = (sdks: string): Plugin => ({
  name: 'rendered SDKs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /[\\/]sdks[\\/]/, namespace: 'file' }, ({ path, resolveDir }) => {
      const below = relative(inRoot('sdks'), resolve(resolveDir, path));
      return below.startsWith('..') ? null : { path: slashed(below), namespace: 'sdks' };
    });
    onResolve({ filter: /^\./, namespace: 'sdks' }, ({ path, importer }) => ({
      path: posix.join(posix.dirname(importer), path).replace(/\.js$/, '.ts'),
      namespace: 'sdks',
    }));
    onLoad({ filter: /^/, namespace: 'sdks' }, async ({ path }) => ({
      contents: await readFile(join(sdks, path), 'utf8'),
      loader: 'ts',
      resolveDir: dirname(join(sdks, path)),
    }));
  },
});

const slashed = (path: string): string => path.split(sep).join('/');

const workspacesOf = ({ inputs }: Metafile): string[] => {
  const folders = Object.keys(inputs).flatMap((path) => /^(?:generators|packages)\/[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort();
};
