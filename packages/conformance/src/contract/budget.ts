import type { Call, Case } from '../fixtures/case.ts';
import { busy, FINE } from './read.ts';

const FEATURE = 'Retry budget';
const REQUEST = { method: 'GET', target: '/budget/contract/read' };
const NOW = { 'Retry-After-Ms': '0' };
const DOWN = [busy(NOW), busy(NOW), busy(NOW)];

/** Clients of their own: a budget is a client's. */
const call = (name: string): Call => ({
  operation: 'contractRead',
  client: { base_url: `{origin}/budget`, auth: { ContractKey: name } },
});

/** 500 tokens are a hundred retries, fifty calls of two each. */
export const budgetCases: readonly Case[] = [
  {
    name: 'retry budget: spent, nothing is retried',
    feature: FEATURE,
    call: call('spent'),
    before: { call: call('spent'), answers: DOWN, times: 50 },
    answers: DOWN,
    wire: [{ ...REQUEST, headers: { 'X-Contract-Key': 'spent' } }],
    gives: { status: 503, attempts: 1, error: { type: 'ServerError' } },
  },
  {
    name: 'retry budget: not yet spent',
    feature: FEATURE,
    call: call('nearly'),
    before: { call: call('nearly'), answers: DOWN, times: 49 },
    answers: DOWN,
    wire: DOWN.map(() => ({ ...REQUEST, headers: { 'X-Contract-Key': 'nearly' } })),
    gives: { status: 503, attempts: 3, error: { type: 'ServerError' } },
  },
  {
    name: 'retry budget: five successes pay for a retry',
    feature: FEATURE,
    call: call('paid'),
    before: [
      { call: call('paid'), answers: DOWN, times: 50 },
      { call: call('paid'), answers: [FINE], times: 5 },
    ],
    answers: DOWN,
    wire: [REQUEST, REQUEST].map((one) => ({ ...one, headers: { 'X-Contract-Key': 'paid' } })),
    gives: { status: 503, attempts: 2, error: { type: 'ServerError' } },
  },
];
