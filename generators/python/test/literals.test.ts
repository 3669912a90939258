import { describe, expect, it } from 'vitest';
import { comment, docstring, identifier, numberLiteral, scalarLiteral, stringLiteral } from '../src/literals.ts';
import { docstringsOf, evaluate, runPython } from './python.ts';

const HOSTILE = [
  '',
  '"',
  "'",
  '"""',
  "'''",
  '\\',
  '\\"',
  'a\\\n"""\nimport os',
  '\n\r\t\f\v\0',
  '\u2028\u2029\u0085\ufeff',
  '\u202etxet\u202c\u200b',
  `*/ // # {{x}} $\{x} #{x} %s {x}`,
  '\\N{BULLET} \\u0041 \\x41',
  '\ud800',
  '😀 ä 名前',
  'ends with "',
  'ends with \\',
];

describe('stringLiteral', () => {
  it('reads back as the text, whatever the text', () => {
    const points = (text: string) => [...text].map((character) => character.codePointAt(0));
    expect(evaluate(HOSTILE.map((text) => String(stringLiteral(text))))).toEqual(HOSTILE.map(points));
  });

  it('takes the quotes that ruff takes', () => {
    expect(['say "hi"', "it's", `it's "it"`, `'a' "b"`, '"""'].map((text) => String(stringLiteral(text)))).toEqual([
      `'say "hi"'`,
      `"it's"`,
      `'it\\'s "it"'`,
      `"'a' \\"b\\""`,
      `"\\"\\"\\""`,
    ]);
  });

  it('shows nothing that hides', () => {
    for (const text of HOSTILE) expect(String(stringLiteral(text))).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});

describe('docstring', () => {
  const functions = HOSTILE.map((text) => `def f():\n    ${docstring([text, '', text], 4)}\n`);

  it('is one docstring and nothing else', () => {
    for (const [index, read] of docstringsOf(functions).entries()) {
      expect(read, JSON.stringify(HOSTILE[index])).not.toBe('escaped');
    }
  });

  it('ends where it should on one line too', () => {
    const lines = HOSTILE.map((text) => `def f():\n    ${docstring([text], 4)}\n`);
    expect(docstringsOf(lines)).not.toContain('escaped');
  });

  it('keeps backslashes as they are written', () => {
    const [read] = docstringsOf([`def f():\n    ${docstring(['a \\d+ \\N{x}'], 4)}\n`]);
    expect(read).toBe('a \\d+ \\N{x}');
  });
});

describe('comment', () => {
  it('stays on its line', () => {
    const source = HOSTILE.map((text) => String(comment(text))).join('\n');
    expect(runPython(['-c', 'import ast, sys; print(len(ast.parse(sys.stdin.read()).body))'], source).trim()).toBe('0');
  });
});

describe('other literals', () => {
  it('are what Python reads', () => {
    const values = [0, -1, 0.5, 1e21, 1e-7, 2 ** 53, true, false, null];
    expect(evaluate(values.map((value) => String(scalarLiteral(value))))).toEqual(values);
  });

  it('refuses what is no number or no name', () => {
    expect(() => numberLiteral(Number.NaN)).toThrow();
    for (const text of ['', '1a', 'a b', 'a-b', 'a\n', 'x²']) expect(() => identifier(text)).toThrow();
  });
});
