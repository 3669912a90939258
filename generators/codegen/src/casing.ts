import type { Name } from '@sdkgen/ir';

/** The casings of all targets, made from a name's words and never from its text. */
export const snake = (name: Name): string => name.words.join('_');
export const screaming = (name: Name): string => name.words.join('_').toUpperCase();
export const kebab = (name: Name): string => name.words.join('-');
export const pascal = (name: Name): string => name.words.map(capitalise).join('');
export const camel = (name: Name): string => {
  const text = pascal(name);
  return (name.words[0] ?? '') + text.slice(name.words[0]?.length ?? 0);
};

function capitalise(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return first.toUpperCase() + word.slice(first.length);
}
