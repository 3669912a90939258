import type { Call, Case } from '../fixtures/case.ts';
import type { Finding } from '../judge/finding.ts';
import { type Recorded, valuesOf } from '../scoring/recording.ts';
import { busy, FINE } from './read.ts';

const FEATURE = 'Idempotency keys';
const CALL: Call = { operation: 'contractKeyed', body: 'a', client: {} };
const REQUEST = { method: 'POST', target: '/contract/keyed', body: { json: 'a' } };
const SOON = { 'Retry-After-Ms': '50' };

const keysOf = (recorded: readonly Recorded[]): string[] =>
  recorded.map((request) => valuesOf(request, 'idempotency-key').join(' and '));

function keys(judge: (keys: string[], before: string[]) => boolean, what: string): NonNullable<Case['also']> {
  return ({ recorded, before }): Finding[] => {
    const [now, then] = [keysOf(recorded), keysOf(before)];
    return judge(now, then) ? [] : [{ what: 'idempotency keys', expected: what, got: [...then, ...now].join(', ') }];
  };
}

export const idempotencyCases: readonly Case[] = [
  {
    name: 'idempotency key: filled in',
    feature: FEATURE,
    call: CALL,
    answers: [FINE],
    wire: [REQUEST],
    gives: { value: 'fine', attempts: 1 },
    also: keys(([key = '']) => /^[\x21-\x7e]{16,255}$/.test(key), 'a key that is hard to guess'),
  },
  {
    name: 'idempotency key: the same over retries',
    feature: FEATURE,
    call: CALL,
    answers: [busy(SOON), { fault: { at: 'start', how: 'reset' } }, FINE],
    wire: [REQUEST, REQUEST, REQUEST],
    gives: { value: 'fine', attempts: 3 },
    also: keys(([a, b, c]) => a !== '' && a === b && b === c, 'one key'),
  },
  {
    name: 'idempotency key: another for every call',
    feature: FEATURE,
    call: CALL,
    before: { call: CALL, answers: [FINE], times: 1 },
    answers: [FINE],
    wire: [REQUEST],
    gives: { value: 'fine', attempts: 1 },
    also: keys(([now], [then]) => now !== '' && then !== '' && now !== then, 'two keys'),
  },
  {
    name: 'idempotency key: the caller’s own',
    feature: FEATURE,
    call: { ...CALL, params: { header: { 'Idempotency-Key': 'mine-1' } } },
    answers: [busy(SOON), FINE],
    wire: [REQUEST, REQUEST],
    gives: { value: 'fine', attempts: 2 },
    also: keys(([a, b]) => a === 'mine-1' && b === 'mine-1', 'mine-1 twice'),
  },
  {
    name: 'idempotency key: while the first still runs',
    feature: FEATURE,
    call: CALL,
    answers: [{ status: 409, headers: { 'Retry-After': '0' }, json: { code: 'request_in_progress', message: 'Wait' } }],
    wire: [REQUEST],
    gives: { status: 409, attempts: 1, error: { type: 'ConflictError', code: 'request_in_progress', retry_after: 0 } },
  },
];
