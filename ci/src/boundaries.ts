import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** A workspace of the pipeline, its folder below `generators/`. */
export interface Workspace {
  readonly id: string;
  readonly folder: string;
  readonly dependencies: readonly string[];
}

const PREFIX = '@sdkgen/';

/** Which workspaces of the pipeline one may import. A target is whatever is not named here. */
const MAY_IMPORT: Readonly<Record<string, readonly string[] | 'all'>> = {
  ir: [],
  document: ['ir'],
  codegen: ['ir'],
  cli: 'all',
};
const TARGET_MAY_IMPORT = ['codegen', 'ir'];

export function readWorkspaces(generators: string): Workspace[] {
  return readdirSync(generators, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: id }) => {
      const folder = join(generators, id);
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
      return { id, folder, dependencies };
    });
}

/** Dependencies and imports that the layout of the pipeline does not allow. */
export function violations({ id, folder, dependencies }: Workspace): string[] {
  const allowed = MAY_IMPORT[id] ?? TARGET_MAY_IMPORT;
  const declared = dependencies
    .filter((name) => name.startsWith(PREFIX) && allowed !== 'all')
    .filter((name) => !allowed.includes(name.slice(PREFIX.length)))
    .map((name) => `${id} depends on ${name}`);
  return [...declared, ...sourcesOf(folder).flatMap((path) => leavingImports(folder, path))];
}

/** Relative imports that reach into another workspace, past what its manifest declares. */
function leavingImports(folder: string, path: string): string[] {
  return ts
    .preProcessFile(readFileSync(path, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .filter(({ fileName }) => relative(folder, resolve(dirname(path), fileName)).startsWith('..'))
    .map(({ fileName }) => `${relative(dirname(folder), path)} imports ${fileName}`);
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[mc]?[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|dist)[\\/]/.test(relative(folder, path)));
}
