import type { Case } from '../fixtures/case.ts';

const FEATURE = 'Pages';
const page = (numbers: readonly number[], next?: string | null) => ({
  json: { items: numbers.map((n) => ({ n })), ...(next === undefined ? {} : { next }) },
});
const items = (...numbers: readonly number[]) => numbers.map((n) => ({ n }));
const get = (query: string) => ({ method: 'GET', target: `/contract/pages${query}` });

export const pageCases: readonly Case[] = [
  {
    name: 'pages: the first alone',
    feature: FEATURE,
    call: { operation: 'contractPages' },
    answers: [page([1, 2], 'b')],
    wire: [get('')],
    gives: { value: { items: items(1, 2), next: 'b' }, status: 200, attempts: 1 },
  },
  {
    name: 'pages: items over pages',
    feature: FEATURE,
    call: { operation: 'contractPages', params: { query: { limit: 2 } }, take: 10 },
    answers: [page([1, 2], 'b&c'), page([], 'd'), page([3], null)],
    wire: [get('?limit=2'), get('?limit=2&cursor=b%26c'), get('?limit=2&cursor=d')],
    gives: { items: items(1, 2, 3), end: 'complete' },
  },
  {
    name: 'pages: no next ends them',
    feature: FEATURE,
    call: { operation: 'contractPages', take: 10 },
    answers: [page([1])],
    wire: [get('')],
    gives: { items: items(1), end: 'complete' },
  },
  {
    name: 'pages: as few as are needed',
    feature: FEATURE,
    call: { operation: 'contractPages', take: 3 },
    answers: [page([1, 2], 'b'), page([3, 4], 'c')],
    wire: [get(''), get('?cursor=b')],
    gives: { items: items(1, 2, 3), end: 'taken' },
  },
  {
    name: 'pages: from a cursor on',
    feature: FEATURE,
    call: { operation: 'contractPages', params: { query: { cursor: 'x' } }, take: 10 },
    answers: [page([7], null)],
    wire: [get('?cursor=x')],
    gives: { items: items(7), end: 'complete' },
  },
  {
    name: 'pages: one that fails',
    feature: FEATURE,
    call: { operation: 'contractPages', take: 10 },
    answers: [page([1], 'b'), { status: 403, json: { code: 'no', message: 'No' } }],
    wire: [get(''), get('?cursor=b')],
    gives: { items: items(1), end: 'interrupted', error: { type: 'PermissionDeniedError', code: 'no' } },
  },
];
