import {
  type Api,
  type Argument,
  type Declaration,
  nameOf,
  type Operation,
  type Property,
  type Shape,
  type Type,
} from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { callExample } from '../src/index.ts';

const text: Type = { kind: 'primitive', primitive: 'string', bounds: {} };
const docs = { summary: '', description: '', deprecated: false, examples: [] };

const argument = (name: string, more: Partial<Argument> = {}): Argument => ({
  name: nameOf(name),
  type: text,
  required: false,
  default: undefined,
  docs,
  at: { in: 'member', wire: name },
  ...more,
});
const shown = (name: string, more: Partial<Argument> = {}): Argument =>
  argument(name, { docs: { ...docs, examples: ['told'] }, ...more });

const property = (name: string, type: Type, required = true): Property => ({
  name: nameOf(name),
  type,
  required,
  access: 'both',
  default: undefined,
  docs,
  xml: null,
  pointer: '#',
});
const object = (id: string, items: string | null, ...properties: readonly Property[]): Declaration => ({
  kind: 'object',
  id,
  name: nameOf(id),
  docs,
  xml: null,
  properties,
  additional: null,
  items,
  usage: { request: false, response: true },
  recursive: false,
});
const reference = (id: string): Type => ({ kind: 'reference', id });
const apiOf = (...declarations: readonly Declaration[]): Api =>
  ({ declarations: new Map(declarations.map((one) => [one.id, one])) }) as unknown as Api;

const operation = (given: readonly Argument[], type: Type | null = null, shape: Shape = { kind: 'call' }): Operation =>
  ({ arguments: given, success: { type }, shape }) as unknown as Operation;
const names = (given: readonly Argument[], shape?: Shape): string[] =>
  callExample(apiOf(), operation(given, null, shape)).given.map((one) => one.argument.name.wire);

const paged: Shape = { kind: 'paged', cursor: 'after', next: 'next', items: 'items', item: text, limit: null };
const bulk = { kind: 'bulk', items: 'list', item: text } as unknown as Shape;

describe('what is given', () => {
  it('is what must be', () => {
    expect(names([shown('a'), argument('b', { required: true }), argument('c', { required: true })])).toEqual([
      'b',
      'c',
    ]);
  });

  it('else the first that the document shows, and no cursor, default or what goes away', () => {
    const gone = shown('gone', { docs: { ...docs, deprecated: true, examples: ['x'] } });
    expect(
      names([argument('a'), shown('after'), shown('k', { default: 5 }), gone, shown('b'), shown('c')], paged),
    ).toEqual(['b']);
  });

  it('is the document’s example, and not the list of a bulk call', () => {
    const list = argument('list', { required: true });
    const { given, item } = callExample(apiOf(), operation([list, shown('a', { required: true })], null, bulk));
    expect(given.map(({ value }) => value)).toEqual(['told']);
    expect(item).toEqual({ type: text, value: 'text' });
  });
});

describe('what is shown', () => {
  const hit = object(
    'Hit',
    null,
    property('score', { kind: 'primitive', primitive: 'float64', bounds: {} }),
    property('id', text),
  );
  const list: Type = { kind: 'list', items: reference('Hit'), bounds: {} };
  const hits = object('Hits', 'hits', property('note', text), property('hits', list));

  it('is the first text that is always there', () => {
    expect(callExample(apiOf(hit), operation([], reference('Hit'))).shown).toEqual({ of: hit, wire: 'id' });
    expect(callExample(apiOf(hit), operation([], text)).shown).toBeNull();
  });

  it('is that of an item where the result is a list', () => {
    expect(callExample(apiOf(hit, hits), operation([], reference('Hits')))).toMatchObject({
      isList: true,
      shown: { of: hit },
    });
  });

  it('is nothing of an alias that ends in itself', () => {
    const loop: Declaration = {
      kind: 'alias',
      id: 'Loop',
      name: nameOf('Loop'),
      docs,
      xml: null,
      target: reference('Loop'),
    };
    expect(callExample(apiOf(loop), operation([], reference('Loop'))).shown).toBeNull();
  });
});

it('is made once for all who print it', () => {
  const one = operation([]);
  expect(callExample(apiOf(), one)).toBe(callExample(apiOf(), one));
});
