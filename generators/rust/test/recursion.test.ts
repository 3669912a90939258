import type { Api, Declaration } from '@sdkgen/ir';
import { nameOf } from '@sdkgen/ir';
import { expect, it } from 'vitest';
import { recursionOf } from '../src/recursion.ts';
import { DOCS, member, object, reference } from './samples.ts';

function recursion(...declarations: Declaration[]) {
  return recursionOf({ declarations: new Map(declarations.map((one) => [one.id, one])) } as unknown as Api);
}

const list = (id: string) => ({ kind: 'list', items: reference(id), bounds: {} }) as const;

it('boxes what holds itself, directly or through others, and nothing else', () => {
  const found = recursion(
    object('a', [member('b', reference('b'))]),
    object('b', [member('a', { kind: 'nullable', inner: reference('a') }), member('c', reference('c'))]),
    object('c', [member('c', list('c'))]),
  );
  expect(found.boxed('a', 'b')).toBe(true);
  expect(found.boxed('b', 'a')).toBe(true);
  expect(found.boxed('b', 'c')).toBe(false);
});

it('tells how deep types lie within one another, whichever is looked at first', () => {
  const chained = ['a', 'b', 'c', 'd'].map((id, at, all) => object(id, [member('next', list(all[at + 1] ?? 'a'))]));
  expect(recursion(...chained).depth).toBe(4);
  expect(recursion(object('a', []), object('b', [])).depth).toBe(1);
  expect(recursion().depth).toBe(0);
});

it('finds aliases that contain themselves in any way', () => {
  const alias = (id: string, of: string): Declaration => ({
    kind: 'alias',
    id,
    name: nameOf(id),
    docs: DOCS,
    xml: null,
    target: list(of),
  });
  const found = recursion(alias('tree', 'tree'), alias('flat', 'leaf'), object('leaf', []));
  expect([found.isCircularAlias('tree'), found.isCircularAlias('flat')]).toEqual([true, false]);
});
