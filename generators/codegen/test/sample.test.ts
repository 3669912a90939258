import { type Api, type Declaration, nameOf, type Primitive, type Type } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { fits, sample } from '../src/index.ts';

const docs = { summary: '', description: '', deprecated: false, examples: [] };
const primitive = (name: Primitive): Type => ({ kind: 'primitive', primitive: name, bounds: {} });
const color: Declaration = {
  kind: 'enum',
  id: 'E',
  name: nameOf('E'),
  docs: { ...docs, examples: ['blue'] },
  xml: null,
  value: 'string',
  members: [{ name: nameOf('red'), value: 'red', description: '' }],
  open: false,
};
const api = { declarations: new Map([['E', color]]) } as unknown as Api;
const E: Type = { kind: 'reference', id: 'E' };

describe('sample', () => {
  it('takes the first example that fits', () => {
    expect(sample(api, primitive('int32'), ['one', 2 ** 40, 7])).toBe(7);
    expect(sample(api, primitive('uuid'), ['no'])).not.toBe('no');
  });

  it('makes a value where no example fits', () => {
    expect(sample(api, E)).toBe('red');
  });
});

describe('fits', () => {
  it.each([
    [primitive('date-time'), '2025-01-01T00:00:00Z', true],
    [primitive('date-time'), '2025-13-01T00:00:00Z', false],
    [primitive('string'), 1, false],
    [primitive('uint64'), -1, false],
    [{ kind: 'nullable', inner: primitive('string') } as Type, null, true],
    [{ kind: 'list', items: primitive('boolean'), bounds: {} } as Type, [true, 'false'], false],
    [{ kind: 'map', values: primitive('float64'), bounds: {} } as Type, { a: 1.5 }, true],
    [{ kind: 'tuple', items: [primitive('string')], rest: null } as Type, [], false],
    [E, 'green', false],
  ])('%j %j: %s', (type, value, expected) => {
    expect(fits(api, type, value)).toBe(expected);
  });
});
