// biome-ignore-all lint/suspicious/noTemplateCurlyInString: hostile text is what these tests are about.
import { describe, expect, it } from 'vitest';
import {
  docComment,
  identifier,
  innerDoc,
  lineComment,
  stringLiteral,
  tomlComment,
  tomlString,
} from '../src/literals.ts';

const HOSTILE = [
  'quote " and \\ and \\" and \\\\',
  'line\nbreak\r\nand\rreturn',
  'separator\u2028and\u2029paragraph',
  '*/ /* // /// //!',
  '"""#{x}${y}{{z}}{w}',
  'NUL\0 bell\u0007 escape\u001b[31m',
  'bidi \u202e\u2066 mark \u200f\ufeff',
  'lone \ud800 surrogate',
  '"#); panic!();',
];

describe('what can be printed', () => {
  it.each(HOSTILE)('is one string literal for %j', (text) => {
    const literal = `${stringLiteral(text)}`;
    expect(literal).toMatch(/^"(?:[ !#-[\]-~]|\\["\\n]|\\u\{[0-9a-f]{1,6}\})*"$/);
    expect(decoded(literal)).toBe(text.toWellFormed());
  });

  it.each(HOSTILE)('is documentation and nothing else for %j', (text) => {
    for (const line of `${docComment([text], 4)}`.split('\n')) expect(line).toMatch(/^ {4}\/\/\/( \S.*)?$/);
    for (const line of `${innerDoc([text])}`.split('\n')) expect(line).toMatch(/^\/\/!( \S.*)?$/);
    expect(`${docComment([text])}`).not.toMatch(/[\r\u2028\u2029\u202a-\u202e\u2066-\u2069\0]/);
  });

  it.each(HOSTILE)('is one comment, and one TOML value, for %j', (text) => {
    expect(`${lineComment([text])}`).toMatch(/^\/\/[^\r\n]*$/);
    expect(`${tomlComment([text])}`).toMatch(/^#[^\r\n]*$/);
    expect(`${tomlString(text)}`).toMatch(/^"(?:[^"\\\r\n]|\\["\\])*"$/);
  });

  it.each(['', 'a b', 'a-b', '1a', '_', 'é', 'a;b'])('is no identifier: %j', (text) => {
    expect(() => identifier(text)).toThrow();
  });
});

function decoded(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:u\{([0-9a-f]+)\}|(.))/g, (_, hex: string | undefined, escaped: string) =>
      hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : escaped === 'n' ? '\n' : escaped,
    );
}
