import { code, Lexeme } from '@sdkgen/codegen';
import { describe, expect, it } from 'vitest';
import { type Literal, laidOut, passedOut } from '../src/view/example-layout.ts';

const atom = (text: string): Literal => ({ kind: 'atom', text: Lexeme.escaped(text) });
const list = (...items: readonly Literal[]): Literal => ({ kind: 'list', items });
const object = (members: Readonly<Record<string, Literal>>): Literal => ({
  kind: 'object',
  members: Object.entries(members).map(([key, value]) => [Lexeme.escaped(key), value]),
});
const lines = (literal: Literal, before = 0): string[] => `${laidOut(literal, 0, before, 1)}`.split('\n');
const long = atom(`'${'x'.repeat(60)}'`);

describe('an example in TypeScript, as Biome has it,', () => {
  it('stands on one line where it fits behind what is before it', () => {
    expect(lines(object({ a: atom('1'), b: list(atom('2')) }), 40)).toEqual(['{ a: 1, b: [2] }']);
    expect(lines(object({}), 200)).toEqual(['{}']);
  });

  it('else has a line for each member', () => {
    expect(lines(object({ a: long, b: atom('1') }), 40)).toEqual([
      '{',
      `  a: ${long.kind === 'atom' ? long.text : code``},`,
      '  b: 1,',
      '}',
    ]);
  });

  it('has numbers side by side', () => {
    const numbers = Array.from({ length: 40 }, () => atom('0.25'));
    const [open, first, ...rest] = lines(list(...numbers));
    expect(open).toBe('[');
    expect(first?.length).toBeLessThanOrEqual(90);
    expect(rest.length).toBeLessThan(6);
  });

  it('has a line for each of several objects of several members, though they would fit', () => {
    const pair = object({ a: atom('1'), b: atom('2') });
    expect(lines(list(pair, pair))).toEqual(['[', '  { a: 1, b: 2 },', '  { a: 1, b: 2 },', ']']);
    expect(lines(list(pair))).toEqual(['[{ a: 1, b: 2 }]']);
  });

  it('goes below the brackets of a call whose beginning fills the line', () => {
    const passed = object({ a: long, b: long });
    expect(`${passedOut(passed, 0, 89, 2)}`).toMatch(/^\{\n {2}a: /);
    expect(`${passedOut(passed, 0, 90, 2)}`).toMatch(/^\n {2}\{\n {4}a: .*\n {2}\},\n$/s);
  });

  it('puts text that is too long below its name', () => {
    const text = atom(`'${'x'.repeat(95)}'`);
    expect(lines(object({ title: text }))[1]).toBe('  title:');
    expect(lines(object({ name: text }))[1]).toMatch(/^ {2}name: '/);
  });
});
