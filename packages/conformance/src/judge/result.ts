import type { DriverAnswer } from '../driver/protocol.ts';
import type { Result } from '../fixtures/case.ts';
import { type Finding, same, shown } from './finding.ts';

/** Holds what a driver answered to what it must have answered. */
export function judgeResult(result: Result, answer: DriverAnswer): Finding[] {
  if (answer.unsupported !== undefined) {
    return [{ what: 'answer', expected: 'a result', got: `unsupported: ${answer.unsupported}` }];
  }
  const interrupted = result.end === 'interrupted';
  const fails = result.error !== undefined && !interrupted;
  if (answer.ok !== !fails) return [{ what: 'ok', expected: String(!fails), got: shown(answer) }];
  const { error, headers, status, ...plain } = result;
  return [
    ...Object.entries(plain).flatMap(([name, expected]) => same(name, expected, answer[name as keyof DriverAnswer])),
    ...(status === undefined ? [] : same('status', status ?? undefined, answer.status)),
    ...Object.entries(headers ?? {}).flatMap(([name, value]) => same(`header ${name}`, value, answer.headers?.[name])),
    ...Object.entries(error ?? {}).flatMap(([name, value]) => same(`error.${name}`, value, answer.error?.[name])),
    ...(error ? same('error.message', 'string', typeof answer.error?.message) : []),
    ...(error || answer.error === undefined ? [] : same('error', undefined, answer.error)),
  ];
}
