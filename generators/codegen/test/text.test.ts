import { nameOf } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import {
  camel,
  firstSentence,
  kebab,
  markdownCode,
  markdownText,
  pascal,
  prose,
  Scope,
  screaming,
  snake,
  wrap,
} from '../src/index.ts';

describe('casing', () => {
  it('comes from words', () => {
    const name = nameOf('HTTP-status_Code');
    expect([snake, screaming, kebab, pascal, camel].map((casing) => casing(name))).toEqual([
      'http_status_code',
      'HTTP_STATUS_CODE',
      'http-status-code',
      'HttpStatusCode',
      'httpStatusCode',
    ]);
  });
});

describe('Scope', () => {
  it('climbs a documented ladder', () => {
    const scope = new Scope(new Set(['class']));
    expect(['a', 'a', 'a', 'class', '2d'].map((ideal) => scope.claim(ideal))).toEqual([
      'a',
      'a_',
      'a_2',
      'class_',
      '_2d',
    ]);
  });

  it('gives the thousandth of a name its rung as fast as the second', () => {
    const scope = new Scope(new Set());
    const start = performance.now();
    for (let count = 0; count < 20_000; count++) scope.claim('a');
    expect(scope.claim('a')).toBe('a_20000');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('folds where a language does', () => {
    const scope = new Scope(new Set(), (text) => text.toLowerCase());
    expect([scope.claim('Id'), scope.claim('ID')]).toEqual(['Id', 'ID_']);
  });
});

describe('prose', () => {
  it('drops what could make code read as what it is not', () => {
    expect(prose(' a\u202eb\u0000c\r\nd\u2028e \n\n\n\nf ')).toBe('abc\nd\ne\n\nf');
  });

  it('wraps words and leaves code alone', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrap('- one two three', 9)).toEqual(['- one two', '  three']);
    expect(wrap('```\nlong line of code\n```', 5)).toEqual(['```', 'long line of code', '```']);
  });

  it('finds the first sentence', () => {
    expect(firstSentence('It is 3.5 m long. More.')).toBe('It is 3.5 m long.');
  });
});

describe('Markdown', () => {
  it('lets no markup of a document through', () => {
    expect(String(markdownText('[x](y) <b> | a\nb'))).toBe('\\[x\\](y) \\<b\\> \\| a b');
    expect(String(markdownCode('a`b'))).toBe('`` a`b ``');
  });
});
