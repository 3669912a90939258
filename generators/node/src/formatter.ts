import { createRequire } from 'node:module';
import type { Format } from '@sdkgen/codegen';
import { WIDTH } from './layout.ts';

/** As `templates/node/sdk.biome.json` says it to the checker. */
const OPTIONS = { indentStyle: 'space', indentWidth: 2, lineWidth: WIDTH, quoteStyle: 'single' } as const;

type Biome = typeof import('@wasm-fmt/biome_fmt');

/**
 * Views print right what fits the line, so only statements with something too wide go through the formatter: loading it costs
 * as much as rendering all else. CI asserts that the checker finds nothing to change in either case.
 */
export async function createFormat(): Promise<Format> {
  let biome: Biome | undefined;
  const format = (path: string, text: string): string => {
    biome ??= createRequire(import.meta.url)('@wasm-fmt/biome_fmt') as Biome;
    return biome.format(text, path, OPTIONS).trimEnd();
  };
  return (path, text) => {
    if (!path.endsWith('.ts') || !isTooWide(text)) return text;
    const statements = text.trimEnd().split(BETWEEN_STATEMENTS);
    return `${statements.map((one) => (isTooWide(one) ? format(path, one) : one)).join('\n\n')}\n`;
  };
}

/** An empty line in front of a documented or exported statement at the top of the module: no comment or string has one. */
const BETWEEN_STATEMENTS = /\n\n(?=\/\*\*|export )/;

/** Whether code, not a comment, runs past the line. */
function isTooWide(text: string): boolean {
  return text.split('\n').some((line) => line.length > WIDTH && !/^\s*(?:\/\*\*|\*|\/\/)/.test(line));
}
