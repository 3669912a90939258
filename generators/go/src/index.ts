import { createRequire } from 'node:module';
import type { Format, Language } from '@sdkgen/codegen';
import { compatibility } from './compatibility.ts';
import { defaultNames } from './default-names.ts';
import { publication } from './publication.ts';
import { renderGo } from './render.ts';
import { surface } from './surface.ts';
import { toolchain } from './toolchain.ts';

/** The Go target: a module of one package, its runtime below internal/, nothing but the standard library unless it speaks WebSocket. */
export const go: Language = {
  id: 'go',
  title: 'Go',
  templates: new URL('../../../templates/go/', import.meta.url),
  runtime: () => [{ from: 'runtime', to: 'internal/core' }],
  defaultNames,
  render: renderGo,
  formatter: gofmt,
  toolchain,
  surface,
  publication,
  compatibility,
  mutations: async () => (await import('./mutants.ts')).mutants,
};

/** gofmt itself, compiled to WebAssembly; Go in Markdown is formatted too. */
async function gofmt(): Promise<Format> {
  let loaded: typeof import('@wasm-fmt/gofmt') | undefined;
  const format = (text: string): string => {
    loaded ??= createRequire(import.meta.url)('@wasm-fmt/gofmt') as typeof import('@wasm-fmt/gofmt');
    return loaded.format(text);
  };
  return (path, text) => {
    if (path.endsWith('.go')) return format(text);
    return path.endsWith('.md') ? text.replaceAll(GO_SNIPPET, (snippet) => flush(format(snippet))) : text;
  };
}

const GO_SNIPPET = /(?<=^```go\n)(?:(?!^```)[\s\S])*/gm;

/** Statements of a function's body stand alone in a snippet: without the body's indentation. */
function flush(snippet: string): string {
  const isIndented = snippet.split('\n').every((line) => line === '' || line.startsWith('\t'));
  return isIndented ? snippet.replaceAll(/^\t/gm, '') : snippet;
}
