import type { Format } from '@sdkgen/codegen';

/** Prose and code of generated files are laid out for this width; `pyproject.toml` of the SDK says the same. */
export const LINE_WIDTH = 120;

export async function loadFormatter(): Promise<Format> {
  const { format } = await import('@wasm-fmt/ruff_fmt');
  return (path, text) => (path.endsWith('.py') ? format(text, path, { line_width: LINE_WIDTH }) : text);
}
