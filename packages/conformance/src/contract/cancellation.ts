import type { Case } from '../fixtures/case.ts';
import type { Answer } from '../scoring/answer.ts';
import { busy, reading } from './read.ts';

/** Until a request is surely on its way, on a busy machine too. */
const PATIENCE_MS = 1000;

/** Whatever a call is waiting for, its caller may stop waiting: at once, and nothing more is sent. */
function givenUp(name: string, answer: Answer): Case {
  const one = reading({
    name: `cancellation: ${name}`,
    feature: 'Cancellation',
    answers: [answer],
    timeoutMs: 20_000,
    gives: { error: { code: 'cancelled' } },
    more: { within: [PATIENCE_MS - 20, 6000] },
  });
  return { ...one, call: { ...one.call, cancel_ms: PATIENCE_MS } };
}

const STALL = { json: 'fine', fault: { at: 'start', how: 'stall' } } as const;

export const cancellationCases: readonly Case[] = [
  givenUp('no answer yet', STALL),
  givenUp('within the body', { ...STALL, fault: { at: 2, how: 'stall' } }),
  givenUp('while it waits for its next attempt', busy({ 'Retry-After': '10' })),
];
