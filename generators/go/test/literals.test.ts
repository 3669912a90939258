import { format } from '@wasm-fmt/gofmt';
import { describe, expect, it } from 'vitest';
import {
  docComment,
  durationLiteral,
  headerLiteral,
  identifier,
  lineComment,
  modulePath,
  numberLiteral,
  stringLiteral,
} from '../src/literals.ts';

const HOSTILE = [
  '"',
  '\\',
  '\\"',
  '`',
  '*/',
  '/*',
  '"""',
  `$\{x}`,
  '#{x}',
  '{{x}}',
  '\n',
  '\r\n',
  '\u2028\u2029',
  '\0',
  '\u202e drow',
  '\ufeff',
  '\ud800',
  '\u{1f600}',
  '%s',
  '+build ignore',
  'go:build ignore',
  '"; func init() { panic(1) }; var _ = "',
];

/** What a Go string literal stands for; every escape we write is one of JSON's, but for \U. */
function meaning(literal: string): string {
  const json = literal.replaceAll(/\\U([0-9a-f]{8})/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return JSON.parse(json) as string;
}

describe('string literals', () => {
  it.each(HOSTILE)('holds %j', (text) => {
    const literal = stringLiteral(`a${text}b`).toString();
    expect(meaning(literal)).toBe(`a${text.toWellFormed()}b`);
    expect(literal).not.toMatch(/[\n\r\0\u2028\u202e\ufeff]/);
    const source = `package p\n\nconst x = ${literal}\n`;
    expect(format(source)).toBe(source);
  });
});

describe('comments', () => {
  it.each(HOSTILE)('holds %j', (text) => {
    for (const comment of [docComment([`${text} a\n${text}b`, text]), lineComment(`a ${text} b`)]) {
      expect(
        comment
          .toString()
          .split('\n')
          .every((line) => line.startsWith('//')),
      ).toBe(true);
      expect(comment.toString()).not.toMatch(/^\/\/(?:go:|\s*\+build)/m);
      expect(format(`${comment}\npackage p\n\n${comment}\nvar x int\n`)).toContain('\nvar x int\n');
    }
  });

  it('keeps paragraphs apart and wraps long ones', () => {
    expect(docComment(['one', '', 'two']).toString()).toBe('// one\n//\n// two');
    expect(
      docComment(['word '.repeat(40)])
        .toString()
        .split('\n'),
    ).toHaveLength(2);
  });

  it('parts a list from the text above it, which gofmt does at its second run only', () => {
    const comment = docComment(['A calls b.\n\nText.\n* one\n  goes on\n\n* two']).toString();
    const once = format(`package p\n\n${comment}\nvar A int\n`);
    expect(format(once)).toBe(once);
  });

  it('has a word beside a name however long', () => {
    const name = 'A'.repeat(120);
    const [first, second] = docComment([`${name} is a name.`])
      .toString()
      .split('\n');
    expect([first, second]).toEqual([`// ${name} is`, '// a name.']);
  });
});

describe('what may stand bare', () => {
  it.each(['', 'a b', 'a"', '1a', 'a-b', 'a.b', 'a\n', 'ª²'])('refuses %j as an identifier', (text) => {
    expect(() => identifier(text)).toThrow();
  });

  it.each(['', '/a', 'a b', 'a"b', 'a\n', 'a//b', '../a'])('refuses %j as a module path', (text) => {
    expect(() => modulePath(text)).toThrow();
  });

  it('prints numbers, durations and headers as Go has them', () => {
    expect([1e21, -0.5, 3].map((value) => numberLiteral(value).toString())).toEqual(['1e21', '-0.5', '3']);
    expect([0.5, 60, 1.25].map((value) => durationLiteral(value).toString())).toEqual([
      '500 * time.Millisecond',
      '60 * time.Second',
      '1250 * time.Millisecond',
    ]);
    expect(headerLiteral('x-request-id').toString()).toBe('"X-Request-Id"');
    expect(() => numberLiteral(Number.NaN)).toThrow();
  });
});
