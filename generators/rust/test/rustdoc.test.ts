import { expect, it } from 'vitest';
import { rustdoc } from '../src/rustdoc.ts';

const lines = (text: string): string[] => rustdoc([text], 40);

it('keeps code spans and makes addresses links', () => {
  expect(lines('See `a[b]` at https://example.com/x.')).toEqual(['See `a[b]` at <https://example.com/x>.']);
});

it('has no links, HTML or open code spans of its own', () => {
  expect(lines('a [b](c) <d> `e')).toEqual(['a \\[b\\](c) \\<d\\> \\`e']);
});

it('never makes an example of code: rustdoc would run it', () => {
  expect(lines('```rust\nlet a = 1;\n```')).toEqual(['```text', 'let a = 1;', '```']);
  expect(lines('```\nnever closed')).toEqual(['```text', 'never closed', '```']);
  expect(lines('before\n\n        indented')).toEqual(['before', '', 'indented']);
});

it('hangs what continues a list item', () => {
  expect(lines('- one\ntwo\n\nthree')).toEqual(['- one', '  two', '', 'three']);
  expect(lines(`1. ${'word '.repeat(10)}`.trim())).toEqual([
    '1. word word word word word word word',
    '   word word word',
  ]);
});

it('makes no list where a line happens to break before a dash', () => {
  const [first, second] = lines(`${'x'.repeat(39)} - and more`);
  expect([first, second]).toEqual(['x'.repeat(39), '\\- and more']);
});

it('no fence opens where a line broke, or in a list', () => {
  const long = 'word '.repeat(18);
  for (const text of [
    `${long}\`\`\`run a \`\`\` b`,
    `${long}\`\` \`\`\`run a \`\``,
    '- ~~~\n  run();',
    '* * ~~~ run',
    '1. ```run a``` b',
  ]) {
    const opened = rustdoc([text], 80).filter((line) => /^\s*(?:(?:[-*+>]|\d+[.)])\s+)*(?:```|~~~)/.test(line));
    expect(opened).toEqual([]);
  }
});
