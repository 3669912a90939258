import { createRequire } from 'node:module';
import type { Format } from '@sdkgen/codegen';
import { WIDTH } from './layout.ts';

/** As `templates/node/biome.json` says it to the checker. */
const OPTIONS = { indentStyle: 'space', indentWidth: 2, lineWidth: WIDTH, quoteStyle: 'single' } as const;

type Biome = typeof import('@wasm-fmt/biome_fmt');

/**
 * Views print right what fits the line, so a file needs the formatter only where something is too wide for that: loading it
 * costs as much as rendering all else. CI asserts that the checker finds nothing to change in either case.
 */
export async function createFormat(): Promise<Format> {
  let biome: Biome | undefined;
  return (path, text) => {
    if (!path.endsWith('.ts') || !isTooWide(text)) return text;
    biome ??= createRequire(import.meta.url)('@wasm-fmt/biome_fmt') as Biome;
    return biome.format(text, path, OPTIONS);
  };
}

/** Whether code, not a comment, runs past the line. */
function isTooWide(text: string): boolean {
  return text.split('\n').some((line) => line.length > WIDTH && !/^\s*(?:\/\*\*|\*|\/\/)/.test(line));
}
