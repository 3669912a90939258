import { describe, expect, it } from 'vitest';
import { findings, lowered } from './mini.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const many = (count: number, make: (index: number) => object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, make(index)]));

describe('documents made to break their reader end, with a finding or without', { timeout: 30_000 }, () => {
  it.each([
    ['a chain of members', many(5000, (n) => object(n < 4999 ? { next: ref(`A${n + 1}`) } : {}))],
    [
      'a chain of lists',
      many(5000, (n) => (n < 4999 ? { type: 'array', items: ref(`A${n + 1}`) } : { type: 'string' })),
    ],
    [
      'a chain of allOf',
      many(150, (n) => (n < 149 ? { allOf: [ref(`A${n + 1}`), object({ [`m${n}`]: {} })] } : object({}))),
    ],
    [
      'an allOf that doubles',
      many(60, (n) => (n < 59 ? { allOf: [ref(`A${n + 1}`), ref(`A${n + 1}`)] } : object({ a: {} }))),
    ],
    [
      'choices that double',
      many(60, (n) =>
        n < 59 ? { oneOf: [ref(`A${n + 1}`), { type: 'array', items: ref(`A${n + 1}`) }] } : object({ a: {} }),
      ),
    ],
    [
      'everything referring to everything',
      many(300, () => object(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`m${n}`, ref(`A${n}`)])))),
    ],
  ])('%s', (_, schemas) => {
    expect(findings(() => lowered(schemas as never))).toEqual([]);
  });

  it('choices that carry members round in a circle', () => {
    const schemas = {
      A0: object({ x: {} }, { oneOf: [ref('A1'), ref('A2')] }),
      A1: object({ y: {} }, { oneOf: [ref('A0'), ref('A2')] }),
      A2: object({ z: {} }, { oneOf: [ref('A0'), ref('A1')] }),
    };
    expect(lowered(schemas as never).declarations.size).toBeLessThan(50);
  });

  it('an allOf without end is said to be one', () => {
    const chain = many(2000, (n) => (n < 1999 ? { allOf: [ref(`A${n + 1}`), object({ [`m${n}`]: {} })] } : object({})));
    expect(findings(() => lowered(chain as never)).map(({ code }) => code)).toContain('too-deep');
  });
});
