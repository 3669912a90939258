import type { BulkEndpoint, Problem } from './endpoint.js';
import type { SdkError } from './error.js';
import { type FailedPart, type Failure, Failures } from './failures.js';
import type { Part } from './parts.js';
import { isRecord } from './records.js';

/** What one part came to: the server's answer, or the error that speaks for all its items. */
export interface Outcome<Item> {
  readonly part: Part<Item>;
  readonly result?: Record<string, unknown>;
  readonly error?: SdkError;
}

type Plan = BulkEndpoint<never, unknown>;
type Integer = number | bigint;

/** One result for all parts: counts added, outcomes of single items under the positions the caller knows, in their order. */
export function merge<Item>(plan: Plan, parts: readonly Outcome<Item>[], refused: readonly Failure<Item>[]): object {
  const failures = [...refused];
  const failedParts = new Map<Failure<Item>, FailedPart>();
  const outcomes: Record<string, unknown>[] = [];
  for (const { part, result, error } of parts) {
    if (error) for (const at of part.items.keys()) failedParts.set(failureAt(part, at, error), part);
    for (const outcome of outcomesIn(plan, result)) {
      const at = Number(outcome[plan.index]);
      const problem = plan.problem === null ? null : outcome[plan.problem];
      if (isProblem(problem)) failures.push(failureAt(part, at, problem));
      outcome[plan.index] = part.positions[at] ?? at;
      outcomes.push(outcome);
    }
  }
  for (const { index, error } of [...refused, ...failedParts.keys()]) {
    const outcome = plan.outcomeOf?.(index, error);
    if (outcome) outcomes.push(outcome);
  }
  outcomes.sort((one, other) => Number(one[plan.index]) - Number(other[plan.index]));
  const results = parts.flatMap(({ result }) => (result ? [result] : []));
  const merged = Object.assign(results[0] ?? {}, sums(plan, results), { [plan.results]: outcomes });
  // No member of the answer: it is neither printed nor sent with it.
  const value = new Failures([...failures, ...failedParts.keys()], failedParts);
  return Object.defineProperty(merged, plan.failed, { value });
}

function failureAt<Item>(part: Part<Item>, at: number, error: Problem): Failure<Item> {
  return { index: part.positions[at] ?? at, item: part.items[at] as Item, error };
}

function outcomesIn(plan: Plan, result: Record<string, unknown> | undefined): Record<string, unknown>[] {
  const outcomes = result?.[plan.results];
  return Array.isArray(outcomes) ? outcomes.filter(isRecord) : [];
}

function sums(plan: Plan, results: readonly Record<string, unknown>[]): Record<string, Integer> {
  return Object.fromEntries(
    plan.sum.map((name) => [name, results.map((result) => result[name] as Integer).reduce(add, 0)]),
  );
}

/** Exact beyond 2^53, too. */
function add(one: Integer, other: Integer): Integer {
  const sum = Number(one) + Number(other);
  return Number.isSafeInteger(sum) || !Number.isInteger(sum) ? sum : BigInt(one) + BigInt(other);
}

function isProblem(value: unknown): value is Problem {
  return isRecord(value) && typeof value.code === 'string' && typeof value.message === 'string';
}
