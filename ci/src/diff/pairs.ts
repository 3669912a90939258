import { readFileSync } from 'node:fs';
import { type ChangeClass, largest } from '@sdkgen/codegen';
import { parse } from 'yaml';
import { inRoot } from '../paths.ts';
import type { Verdict } from './oasdiff.ts';

type Members = { readonly [name: string]: unknown };

/** A small change of a document, and what two readers say of it. */
export interface Pair {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  /** By language. */
  readonly classes: Readonly<Record<string, ChangeClass | null>>;
  readonly oasdiff: Verdict;
  /** Why one calls it breaking and the other does not. */
  readonly why: string | null;
}

interface Written {
  readonly change: unknown;
  readonly class: ChangeClass | null;
  readonly oasdiff: Verdict;
  readonly why?: string;
}

export const PAIRS = inRoot('spec', 'diff', 'pairs.yaml');

export function readPairs(languages: readonly string[]): Pair[] {
  const { base, pairs } = parse(readFileSync(PAIRS, 'utf8')) as { base: unknown; pairs: Record<string, Written> };
  return Object.entries(pairs).map(([name, written]) => {
    const apart = written as unknown as Readonly<Record<string, ChangeClass>>;
    return {
      name,
      before: base,
      after: merged(base, written.change),
      classes: Object.fromEntries(languages.map((id) => [id, apart[id] ?? written.class])),
      oasdiff: written.oasdiff,
      why: written.why ?? null,
    };
  });
}

/** Whether one reader calls it breaking and the other does not. */
export const isDisputed = ({ classes, oasdiff }: Pick<Pair, 'classes' | 'oasdiff'>): boolean =>
  (largest(Object.values(classes).filter((one) => one !== null)) === 'breaking') !== (oasdiff === 'breaking');

/** RFC 7396. */
function merged(value: unknown, patch: unknown): unknown {
  if (!isMembers(patch)) return patch;
  const members = isMembers(value) ? { ...value } : {};
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) delete (members as Record<string, unknown>)[name];
    else (members as Record<string, unknown>)[name] = merged((members as Members)[name], change);
  }
  return members;
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
