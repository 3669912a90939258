import { createRequire } from 'node:module';
import type { Format } from '@sdkgen/codegen';
import { laidOut } from './layout.ts';

/** Prose and code of generated files are laid out for this width; `pyproject.toml` of the SDK says the same. */
export const LINE_WIDTH = 120;

type Ruff = typeof import('@wasm-fmt/ruff_fmt');

/**
 * Templates print right what fits the line. Only statements that do not go through the formatter, and whole files where one of them
 * cannot be read alone. CI asserts that `ruff format` finds nothing to change in either case.
 */
export async function loadFormatter(): Promise<Format> {
  let ruff: Ruff | undefined;
  const format = (text: string, width: number): string => {
    ruff ??= createRequire(import.meta.url)('@wasm-fmt/ruff_fmt') as Ruff;
    return ruff.format(text, 'sdk.py', { line_width: width });
  };
  return (path, text) => {
    if (!path.endsWith('.py')) return text;
    if (path.startsWith('driver/')) return format(text, LINE_WIDTH);
    return laidOut(text, LINE_WIDTH, format) ?? format(text, LINE_WIDTH);
  };
}
