import { Lexeme } from '@sdkgen/codegen';
import { describe, expect, it } from 'vitest';
import {
  atom,
  call,
  dict,
  type Literal,
  laidOut,
  list,
  over,
  tuple,
  valued,
  within,
} from '../src/view/example-layout.ts';

const word = (text: string): Literal => atom(Lexeme.escaped(text));
const key = (text: string): Lexeme => Lexeme.escaped(text);
const lines = (literal: Literal, before = 0): string[] => `${laidOut(literal, 0, before, 0)}`.split('\n');

describe('an example in Python', () => {
  it('stands on one line where it fits', () => {
    const made = call(key('client.find'), [
      [key('k'), word('5')],
      [key('window'), tuple([word('a'), word('b')])],
    ]);
    expect(lines(made)).toEqual(['client.find(k=5, window=(a, b))']);
    expect(lines(call(key('client.ping'), []), 200)).toEqual(['client.ping()']);
  });

  it('else has a line and a comma for each argument, which ruff leaves alone', () => {
    const wide = dict([[key('"vector"'), list(Array.from({ length: 30 }, () => word('0.5')))]]);
    const [first, second, ...rest] = lines(call(key('client.store'), [[key('item'), wide]]));
    expect([first, second]).toEqual(['client.store(', '    item={']);
    expect(rest[0]).toBe('        "vector": [');
    expect(rest.at(-1)).toBe(')');
  });

  it('has brackets of its own where only they let its beginning fit, as ruff prints it', () => {
    const named = (length: number): Literal => call(key('x'.repeat(length)), [[key('a'), word('1')]]);
    const awaited = (length: number) => `${valued(key('result = '), key('await '), named(length))}`.split('\n');
    expect(awaited(92)[0]).toBe(`result = await ${'x'.repeat(92)}(`);
    expect(awaited(97)).toEqual(['result = (', `    await ${'x'.repeat(97)}(`, '        a=1,', '    )', ')']);
    expect(awaited(98)[0]).toBe(`result = await ${'x'.repeat(98)}(`);
    const opened = `${within(key('with '), key(''), named(104), key('events'))}`.split('\n');
    expect(opened).toEqual(['with (', `    ${'x'.repeat(104)}(`, '        a=1,', '    ) as events', '):']);
    const each = `${over(key('for '), key('item'), named(100))}`.split('\n');
    expect(each).toEqual(['for (', '    item', `) in ${'x'.repeat(100)}(`, '    a=1,', '):']);
  });

  it('keeps the comma of a tuple of one, once', () => {
    expect(lines(tuple([word('a')]))).toEqual(['(a,)']);
    expect(lines(tuple([word('a')]), 100)).toEqual(['(', '    a,', ')']);
  });
});
