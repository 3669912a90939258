import type { Case, Result, WireRequest } from '../fixtures/case.ts';
import type { Answer } from '../scoring/answer.ts';

/** Calls of `contractRead` that differ in what is answered, and when. */
export interface Reading {
  readonly name: string;
  readonly feature: string;
  readonly answers: readonly Answer[];
  readonly gives: Result;
  readonly requests?: number;
  readonly timeoutMs?: number;
  readonly more?: Partial<Case>;
}

const REQUEST: WireRequest = { method: 'GET', target: '/contract/read' };

export function reading({ name, feature, answers, gives, requests, timeoutMs, more = {} }: Reading): Case {
  const options = timeoutMs === undefined ? {} : { options: { timeout_ms: timeoutMs } };
  return {
    name,
    feature,
    call: { operation: 'contractRead', client: options },
    answers,
    wire: Array.from({ length: requests ?? answers.length }, () => REQUEST),
    gives,
    ...more,
  };
}

export const FINE: Answer = { json: 'fine' };
export const busy = (headers: Record<string, string> = {}): Answer => ({ status: 503, headers });
