import type { LanguageNames } from '@sdkgen/codegen';
import { KEYWORDS } from './reserved.ts';

/** A module path that resolves nowhere by accident, and a package named as Go's are: one word, small letters. */
export function defaultNames(words: readonly string[]): LanguageNames {
  const word = words
    .join('')
    .toLowerCase()
    .replace(/^[^a-z]+/, 'api');
  const module = KEYWORDS.has(word) ? `${word}api` : word;
  return { package: `example.com/${words.join('-').toLowerCase()}`, module, client: 'Client', asyncClient: 'Client' };
}
