import type { Case } from '../fixtures/case.ts';
import { busy, FINE, reading } from './read.ts';

const FEATURE = 'Deadlines';
const TIMEOUT = { status: null, error: { type: 'TimeoutError', code: 'timeout' } };
const STALL = { json: 'fine', fault: { at: 'start', how: 'stall' } } as const;

/** The deadline holds from call to result, retries and waits included. */
export const deadlineCases: readonly Case[] = [
  reading({
    name: 'deadline: no answer',
    feature: FEATURE,
    answers: [STALL],
    timeoutMs: 500,
    gives: { ...TIMEOUT, attempts: 1 },
    more: { within: [450, 1500] },
  }),
  reading({
    name: 'deadline: an answer that stops within its headers',
    feature: FEATURE,
    answers: [{ ...STALL, fault: { at: 'headers', how: 'stall' } }],
    timeoutMs: 500,
    gives: { ...TIMEOUT, attempts: 1 },
    more: { within: [450, 1500] },
  }),
  reading({
    name: 'deadline: an answer that stops within its body',
    feature: FEATURE,
    answers: [{ ...STALL, fault: { at: 2, how: 'stall' } }],
    timeoutMs: 500,
    gives: { error: TIMEOUT.error },
    more: { within: [450, 1500] },
  }),
  reading({
    name: 'deadline: an answer that trickles',
    feature: FEATURE,
    answers: [
      {
        headers: { 'Content-Type': 'application/json' },
        pieces: Array.from('"aaaaaaaaaaaaaaaaaaaaaa"').flatMap((one) => [one, 100]),
      },
    ],
    timeoutMs: 500,
    gives: { error: TIMEOUT.error },
    more: { within: [450, 1500] },
  }),
  reading({
    name: 'deadline: a slow answer that comes in time',
    feature: FEATURE,
    answers: [{ ...FINE, delay: 400 }],
    timeoutMs: 5000,
    gives: { value: 'fine', status: 200, attempts: 1 },
  }),
  reading({
    name: 'deadline: a wait that would pass it raises the answer at once',
    feature: FEATURE,
    answers: [busy({ 'Retry-After': '5' })],
    timeoutMs: 2000,
    gives: { status: 503, attempts: 1, error: { type: 'ServerError', retry_after: 5 } },
    more: { within: [0, 1000] },
  }),
  reading({
    name: 'deadline: so does a wait of our own',
    feature: FEATURE,
    answers: [busy()],
    timeoutMs: 300,
    gives: { status: 503, attempts: 1, error: { type: 'ServerError' } },
    more: { within: [0, 290] },
  }),
  reading({
    name: 'deadline: it holds over attempts',
    feature: FEATURE,
    answers: [{ ...busy({ 'Retry-After': '0' }), delay: 400 }, { ...busy({ 'Retry-After': '0' }), delay: 400 }, FINE],
    requests: 2,
    timeoutMs: 600,
    gives: { attempts: 2, error: TIMEOUT.error },
    more: { within: [550, 1500] },
  }),
];
