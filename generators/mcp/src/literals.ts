import { Lexeme } from '@sdkgen/codegen';
import type { Json } from '@sdkgen/ir';

/** What may not stand raw in source text: controls, line separators, half surrogates, and what reorders text on screen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A JSON value as an expression. `__proto__` as a member would set a prototype, so nothing that has one is printed. */
export function json(value: Json): Lexeme {
  const text = JSON.stringify(value);
  if (text.includes('"__proto__":')) throw new Error('a member called __proto__ has no literal');
  return Lexeme.escaped(text.replaceAll(HIDDEN, escaped));
}

function escaped(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Text as one line of a `//` comment. */
export function lineComment(text: string): Lexeme {
  return Lexeme.escaped(`// ${text.replaceAll(HIDDEN, ' ')}`);
}
