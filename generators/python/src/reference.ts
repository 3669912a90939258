import type { LanguageNames, Reference, RenderedFile, Snippet } from '@sdkgen/codegen';

/** Placeholder until the program is written. */
export const reference: Reference = {
  fence: 'python',
  program: (_snippets: readonly Snippet[], _names: LanguageNames): RenderedFile[] => [],
  checks: [],
  run: { argv: ['true'] },
};
