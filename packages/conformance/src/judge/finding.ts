import { isDeepStrictEqual } from 'node:util';
import { Exact, printJson } from '../exact/json.ts';

/** One thing that is not as it must be. */
export interface Finding {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

/** Nothing where both are equal; else the innermost place where they are not. */
export function same(what: string, expected: unknown, got: unknown): Finding[] {
  if (isDeepStrictEqual(expected, got)) return [];
  const differing = isPlain(expected) && isPlain(got) && alike(expected, got) ? differingMembers(expected, got) : [];
  const [member] = differing;
  if (differing.length === 1 && member !== undefined && isPlain(expected) && isPlain(got)) {
    return same(`${what}.${member}`, own(expected, member), own(got, member));
  }
  return [{ what, expected: shown(expected), got: shown(got) }];
}

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !(value instanceof Exact);

/** Lists of different lengths are seen best as a whole. */
function alike(expected: Plain, got: Plain): boolean {
  return Array.isArray(expected) ? Array.isArray(got) && expected.length === got.length : !Array.isArray(got);
}

const own = (value: Plain, member: string): unknown => (Object.hasOwn(value, member) ? value[member] : undefined);

function differingMembers(expected: Plain, got: Plain): string[] {
  const members = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...members].filter((member) => !isDeepStrictEqual(own(expected, member), own(got, member)));
}

export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Exact) return value.text;
  return typeof value === 'string' ? value : printJson(value);
}
