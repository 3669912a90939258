import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../../paths.ts';
import { OLDEST_NODE } from './bundle.ts';
import type { Program } from './program.ts';

export interface Manifest {
  readonly name: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
}

type Versions = Readonly<Record<string, string>>;

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(inRoot(folder, 'package.json'), 'utf8'));

/** The `package.json` that is published: what the workspace says of itself, and what its bundle imports. */
export async function publishedManifest(
  program: Program,
  version: string,
  dist: string,
  workspaces: readonly string[],
): Promise<object> {
  const { name, description, keywords, license, bin, optionalDependencies } = await readManifest(program.folder);
  const about = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));
  const named = namedIn(await textOf(dist));
  const manifests = await Promise.all(workspaces.map(readManifest));
  const own = manifests.map((manifest) => manifest.name);
  const dependencies = merged(manifests.map(({ dependencies = {} }) => dependencies));
  return {
    name,
    version,
    description,
    keywords,
    license,
    author: about.author,
    homepage: about.homepage,
    bugs: about.bugs,
    repository: { ...about.repository, directory: program.folder },
    type: 'module',
    bin: Object.fromEntries(Object.entries(bin).map(([command, path]) => [command, inDist(path)])),
    exports: { './package.json': './package.json' },
    engines: { node: `>=${OLDEST_NODE}` },
    dependencies: Object.fromEntries(dependencies.filter(([other]) => named(other) && !own.includes(other))),
    optionalDependencies,
  };
}

const inDist = (path: string): string => `dist/${path.split('/').at(-1)}`;

const merged = (all: readonly Versions[]): [string, string][] =>
  Object.entries(Object.assign({}, ...all) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a workspace declares and only its other entries use stays out. */
const namedIn =
  (text: string) =>
  (name: string): boolean =>
    [`"${name}"`, `"${name}/`, `\`${name}/`].some((quoted) => text.includes(quoted));

async function textOf(dist: string): Promise<string> {
  const texts = (await readdir(dist)).map((file) => readFile(join(dist, file), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
