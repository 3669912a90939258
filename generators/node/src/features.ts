import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RenderedFile } from '@sdkgen/codegen';
import type { Api, Operation, Style } from '@sdkgen/ir';

/** A part of the runtime that an SDK has only where its document needs it: `templates/node/extra/<name>/`. */
interface Feature {
  readonly name: string;
  isUsed(api: Api): boolean;
}

const EXTRA = new URL('../../../templates/node/extra/', import.meta.url);

const OTHER_STYLES: ReadonlySet<Style> = new Set([
  ...(['label', 'matrix', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'json'] as const),
]);

const some =
  (test: (operation: Operation) => boolean) =>
  ({ operations }: Api): boolean =>
    operations.some(test);

const FEATURES: readonly Feature[] = [
  { name: 'styles', isUsed: some(({ parameters }) => parameters.some(({ style }) => OTHER_STYLES.has(style))) },
];

/** The files of every part the document needs, with their tests. */
export function featureFiles(api: Api): RenderedFile[] {
  return FEATURES.filter((feature) => feature.isUsed(api)).flatMap(({ name }) =>
    FOLDERS.flatMap(([from, to]) => filesIn(new URL(`${name}/${from}/`, EXTRA), to)),
  );
}

const FOLDERS: readonly (readonly [from: string, to: string])[] = [
  ['runtime', 'src/runtime'],
  ['test', 'test'],
];

function filesIn(folder: URL, to: string): RenderedFile[] {
  return readdirSync(fileURLToPath(folder)).map((name) => ({
    path: `${to}/${name}`,
    text: readFileSync(new URL(name, folder), 'utf8'),
  }));
}
