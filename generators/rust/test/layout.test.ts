import { code, Lexeme } from '@sdkgen/codegen';
import { describe, expect, it } from 'vitest';
import {
  array,
  byRustfmt,
  call,
  called,
  chain,
  chainAfter,
  field,
  linked,
  listed,
  type Nested,
  nested,
  text as plain,
  signature,
  useOf,
} from '../src/layout/index.ts';

/** What rustfmt 1.9 printed for the same input. Everything here was measured, none of it is documented. */
const text = (source: string): Lexeme => Lexeme.escaped(source);
const word = (length: number): Lexeme => text('x'.repeat(length));

describe('a signature', () => {
  it('stays on its line up to the margin', () => {
    const head = code`pub fn ${word(75)}`;
    expect(`${signature(head, [text('&self')], text('T'), 4)}`.length).toBe(100);
    expect(`${signature(code`${head}x`, [text('&self')], text('T'), 4)}`).toContain('(\n        &self,\n    ) -> T {');
  });

  it('breaks the arguments of a type that is too wide even so', () => {
    const printed = `${signature(text('fn f'), [code`a: Option<${word(90)}>`], text('Self'), 4)}`;
    expect(printed).toBe(`    fn f(\n        a: Option<\n            ${'x'.repeat(90)},\n        >,\n    ) -> Self {`);
  });

  it('gives the brace a line of its own just before it would break the type', () => {
    expect(`${signature(text('fn f'), [text('self')], word(88), 4)}`).toBe(
      `    fn f(\n        self,\n    ) -> ${'x'.repeat(88)}\n    {`,
    );
  });
});

describe('a call', () => {
  it('puts arguments below each other when they are wider than sixty', () => {
    expect(`${call(text('f'), [word(58), text('')], text(';'), 0)}`).not.toContain('\n');
    // A single argument has the whole line, and a method goes below its owner before the argument does.
    expect(`${call(text('f'), [word(90)], text(';'), 0)}`).not.toContain('\n');
    expect(`${call(text('owner.f'), [word(91)], text(';'), 0)}`).toBe(`owner\n    .f(${word(91)});`);
    expect(`${call(text('f'), [word(30), word(30)], text(';'), 0)}`).toBe(
      `f(\n    ${'x'.repeat(30)},\n    ${'x'.repeat(30)},\n);`,
    );
  });

  it('fills rows with short names', () => {
    const names = Array.from({ length: 20 }, (_, index) => text(`name${index}`));
    expect(`${call(text('f'), names, text(''), 0)}`.split('\n')).toHaveLength(4);
  });
});

it('a chain breaks at sixty, after its root', () => {
  expect(`${chain(text('self.a'), [code`.${word(53)}`], text(';'), 0)}`).not.toContain('\n');
  expect(`${chain(text('self.a'), [code`.${word(54)}`], text(';'), 0)}`).toBe(`self.a\n    .${'x'.repeat(54)};`);
  expect(`${chainAfter(text('a = '), text('self'), [text('.b'), code`.${word(54)}`], text(';'), 0)}`).toBe(
    `a = self\n    .b\n    .${'x'.repeat(54)};`,
  );
});

it('a field breaks after its colon, or within a conversion or call', () => {
  expect(`${field(text('pub a'), word(100), 4)}`).toBe(`    pub a:\n        ${'x'.repeat(100)},`);
  expect(`${field(word(50), code`${word(40)}.into()`, 4)}`).toBe(
    `    ${'x'.repeat(50)}: ${'x'.repeat(40)}\n        .into(),`,
  );
  expect(`${field(word(50), code`names(${word(40)})`, 4)}`).toBe(
    `    ${'x'.repeat(50)}: names(\n        ${'x'.repeat(40)},\n    ),`,
  );
});

it('an array of short items is filled, another has one a line', () => {
  const short = Array.from({ length: 30 }, (_, index) => text(String(100 + index)));
  expect(`${array(text('a = &'), short, text(';'), 0)}`.split('\n')).toHaveLength(4);
  expect(`${array(text('a = &'), [word(40), word(40)], text(';'), 0)}`.split('\n')).toHaveLength(4);
});

it('what is opened within what is opened stays on its line while there is room', () => {
  const inner = (name: string) => called(text(name), [plain(word(40)), plain(word(40))]);
  const wide = called(word(30), [inner('y'.repeat(29))]);
  expect(`${nested(wide, 20, 20, 1)}`.split('\n')[0]).toBe(`${'x'.repeat(30)}(${'y'.repeat(29)}(`);
  expect(`${nested(wide, 40, 40, 1)}`.split('\n')[0]).toBe(`${'x'.repeat(30)}(`);
});

it('a single item that calls nothing may be wider than what is between brackets otherwise', () => {
  const isFlat = (expression: Nested) => !`${nested(expression, 4, 8, 1)}`.includes('\n');
  const array = (head: string) => listed(text(head), [plain(word(65))]);
  expect([array(''), array('&'), array('vec!')].map(isFlat)).toEqual([true, true, true]);
  expect(['', '&', 'vec!'].map((head) => isFlat(called(text('g'), [array(head)])))).toEqual([true, true, false]);
  expect(isFlat(listed(text(''), [called(text('g'), [plain(word(65))])]))).toBe(false);
  expect(isFlat(listed(text(''), [plain(word(30)), plain(word(35))]))).toBe(false);
});

it('short items are side by side where all are simple', () => {
  const wide = word(95);
  const rows = (...items: string[]) =>
    `${nested(
      called(
        wide,
        items.map((item) => plain(text(item))),
      ),
      4,
      8,
      1,
    )}`.split('\n').length - 2;
  expect(rows('"abc"', '12.5', '-1', '&12', '"x"')).toBe(1);
  expect(rows('true', '&["text"]', '11')).toBe(3);
  expect(rows('"abc"', 'Some(12)', '1')).toBe(3);
  expect(rows('A::B', 'A::B')).toBe(2);
});

it('a chain is on one line up to sixty, or one less before a question mark', () => {
  const line = (width: number, end: string) =>
    `${linked(text(''), word(6), [plain(word(width - 6 - end.length)), plain(text(end))], text(';'), 4)}`;
  expect(line(60, '.await')).not.toContain('\n');
  expect(line(61, '.await')).toContain('\n');
  expect(line(59, '.await?')).not.toContain('\n');
  expect(line(60, '.await?')).toContain('\n');
});

it('imports are sorted as rustfmt sorts them', () => {
  expect(['Zed', 'alpha', 'MAX', 'Ab', 'a_b'].sort(byRustfmt)).toEqual(['a_b', 'alpha', 'Ab', 'Zed', 'MAX']);
  expect(`${useOf('crate::runtime', ['Call', 'call', 'Call'])}`).toBe('use crate::runtime::{call, Call};');
});
