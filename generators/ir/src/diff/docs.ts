import { isDeepStrictEqual } from 'node:util';
import type { Docs } from '../declaration.ts';

/** Whether the prose of two things is the same; that one is deprecated is told apart. */
export function sameProse(one: Docs, other: Docs): boolean {
  return (
    one.summary === other.summary &&
    one.description === other.description &&
    isDeepStrictEqual(one.examples, other.examples)
  );
}
