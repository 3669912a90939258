import { readdirSync, readFileSync } from 'node:fs';
import type { RenderedFile } from '@sdkgen/codegen';

const OPTIONAL = new URL('../../../templates/go/optional/', import.meta.url);

/** The parts of the runtime a document needs beside those that all do, with their tests. */
export function runtimeFiles(features: ReadonlySet<string>): RenderedFile[] {
  return readdirSync(OPTIONAL)
    .filter((feature) => features.has(feature))
    .flatMap((feature) => {
      const folder = new URL(`${feature}/`, OPTIONAL);
      return readdirSync(folder).map((name) => ({
        path: `internal/core/${name}`,
        text: readFileSync(new URL(name, folder), 'utf8'),
      }));
    });
}
