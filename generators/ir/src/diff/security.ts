import type { Found } from './change.ts';
import { type Pair, subjectOf } from './operations.ts';

/** Credentials that were enough and are not any more are a loss; more ways to be let in are none. */
export function compareSecurity({ old, operation }: Pair, found: Found): void {
  const [was, is] = [old.security, operation.security].map((all) => all.map((some) => [...some].sort()));
  if (!was || !is || JSON.stringify(was) === JSON.stringify(is)) return;
  const lets = (given: readonly string[], alternatives: readonly (readonly string[])[]): boolean =>
    alternatives.length === 0 || alternatives.some((needed) => needed.every((scheme) => given.includes(scheme)));
  const given = was.length === 0 ? [[]] : was;
  const kind = given.every((schemes) => lets(schemes, is)) ? 'security-loosened' : 'security-tightened';
  const text = (alternatives: readonly (readonly string[])[]): string =>
    alternatives.map((schemes) => schemes.join(' and ') || 'nothing').join(', or ') || 'nothing';
  found.add(kind, operation.pointer, subjectOf(operation), text(was), text(is));
}
