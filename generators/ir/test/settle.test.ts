import { describe, expect, it } from 'vitest';
import { type Api, type Declaration, nameOf, settle, type Type } from '../src/index.ts';

const docs = { summary: '', description: '', deprecated: false, examples: [] };
const to = (id: string): Type => ({ kind: 'reference', id });
const list = (items: Type): Type => ({ kind: 'list', items, bounds: {} });

function object(id: string, ...types: Type[]): Declaration {
  const properties = types.map((type, index) => ({
    name: nameOf(`m${index}`),
    type,
    required: true,
    access: 'both' as const,
    default: undefined,
    docs,
    xml: null,
    pointer: '',
  }));
  const usage = { request: false, response: false };
  return {
    kind: 'object',
    id,
    name: nameOf(id),
    docs,
    xml: null,
    properties,
    additional: null,
    items: null,
    usage,
    recursive: false,
  };
}

const alias = (id: string, target: Type): Declaration => ({
  kind: 'alias',
  id,
  name: nameOf(id),
  docs,
  xml: null,
  target,
});

function recursiveIn(...declarations: Declaration[]): string[] {
  const api = {
    operations: [],
    webhooks: [],
    declarations: new Map(declarations.map((declaration) => [declaration.id, declaration])),
  } as unknown as Api;
  const settled = [...settle(api).declarations.values()];
  return settled.flatMap((declaration) =>
    declaration.kind === 'object' && declaration.recursive ? [declaration.id] : [],
  );
}

describe('what contains itself', () => {
  it.each([
    ['itself', ['A'], [object('A', to('A'))]],
    ['itself behind null', ['A'], [object('A', { kind: 'nullable', inner: to('A') })]],
    ['itself behind an alias', ['A'], [object('A', to('B')), alias('B', to('A'))]],
    ['each other', ['A', 'B'], [object('A', to('B')), object('B', to('A'))]],
    ['a list of itself', [], [object('A', list(to('A')))]],
    ['what contains itself', ['B'], [object('A', to('B')), object('B', to('B'))]],
    [
      'two circles that share one',
      ['A', 'B', 'C'],
      [object('A', to('B'), to('C')), object('B', to('A')), object('C', to('A'))],
    ],
    ['a diamond', [], [object('A', to('B'), to('C')), object('B', to('D')), object('C', to('D')), object('D')]],
  ])('%s', (_, expected, declarations) => {
    expect(recursiveIn(...declarations).sort()).toEqual(expected);
    expect(recursiveIn(...declarations.toReversed()).sort()).toEqual(expected);
  });

  it('is found once over a long chain', () => {
    const size = 50_000;
    const chain = Array.from({ length: size }, (_, index) => object(String(index), to(String((index + 1) % size))));
    expect(recursiveIn(...chain)).toHaveLength(size);
  });
});
