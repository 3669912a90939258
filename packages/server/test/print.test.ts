import { expect, it } from 'vitest';
import { stringifyInTurns } from '../src/http/print.ts';

const long = (item: unknown) => Array.from({ length: 100 }, () => item);

it.each([
  [
    'a page',
    { observations: long({ vector: [0.1, -0, 1e21], metadata: { a: null, b: undefined } }), next_cursor: null },
  ],
  ['results of hits', { results: [{ hits: long({ d: 1 }) }, { hits: [] }], left: undefined, 'é"': 'ü\n' }],
  ['a list', long('x')],
  ['items that are nothing', { all: [...long(1), undefined, () => 1] }],
  ['something short', { a: [1, { b: 'c' }] }],
])('prints %s as JSON.stringify does', async (_, value) => {
  expect(await stringifyInTurns(value)).toBe(JSON.stringify(value));
});

it.each([
  ['a list', (hits: unknown) => ({ hits })],
  ['lists in a list', (hits: unknown) => ({ results: [{ hits }, { hits }] })],
])('lets others have their turn while it prints %s', async (_, around) => {
  const answer = around(long({ vector: Array.from({ length: 20_000 }, (_, i) => i / 7) }));
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  await stringifyInTurns(answer);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
});
