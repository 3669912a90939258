import { isDeepStrictEqual } from 'node:util';
import { Exact, printJson } from '../exact/json.ts';

/** One thing that is not as it must be. */
export interface Finding {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

export function same(what: string, expected: unknown, got: unknown): Finding[] {
  return isDeepStrictEqual(expected, got) ? [] : [{ what, expected: shown(expected), got: shown(got) }];
}

export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' || value instanceof Exact
    ? String((value as Exact).text ?? value)
    : printJson(value);
}
