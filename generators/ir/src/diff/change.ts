import type { Name } from '../name.ts';

/**
 * All that can change in an API, as users of an SDK meet it. Each language says of each what it means to them
 * (`Language.compatibility`), so that a new kind is a compile error in all of them.
 */
export const CHANGE_KINDS = [
  'operation-added',
  'operation-removed',
  'operation-removed-at-once',
  'operation-renamed',
  'operation-moved',
  'operation-deprecated',
  'operation-restored',
  'argument-added',
  'required-argument-added',
  'argument-removed',
  'argument-renamed',
  'argument-moved',
  'argument-now-required',
  'argument-now-optional',
  'arguments-reordered',
  'argument-type-wider',
  'argument-type-changed',
  'argument-default-changed',
  'argument-deprecated',
  'body-encoding-changed',
  'result-added',
  'result-removed',
  'result-type-changed',
  'result-header-added',
  'result-header-removed',
  'result-header-changed',
  'error-added',
  'error-removed',
  'error-type-changed',
  'shape-changed',
  'retry-changed',
  'packing-gained',
  'packing-lost',
  'security-tightened',
  'security-loosened',
  'type-added',
  'type-removed',
  'type-changed',
  'input-member-added',
  'required-input-member-added',
  'input-member-removed',
  'input-member-now-required',
  'input-member-now-optional',
  'input-member-type-wider',
  'input-member-type-changed',
  'output-member-added',
  'output-member-removed',
  'output-member-now-certain',
  'output-member-now-uncertain',
  'output-member-type-narrower',
  'output-member-type-changed',
  'member-default-changed',
  'member-deprecated',
  'enum-member-added',
  'enum-member-removed',
  'enum-opened',
  'enum-closed',
  'variant-added',
  'variant-removed',
  'variants-told-apart-otherwise',
  'bounds-changed',
  'credential-added',
  'credential-removed',
  'credential-changed',
  'client-header-added',
  'client-header-removed',
  'server-added',
  'server-removed',
  'default-server-changed',
  'webhook-added',
  'webhook-removed',
  'webhook-changed',
  'title-changed',
  'documentation-changed',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What a change is of: an operation or type, and the argument, member, … of it. Targets spell names in their own way. */
export interface Subject {
  readonly role: 'operation' | 'type' | 'client' | 'webhook';
  readonly name: Name;
  /** Null where it is of the whole. */
  readonly part: { readonly role: PartRole; readonly name: Name } | null;
}

export type PartRole = 'argument' | 'member' | 'value' | 'variant' | 'header' | 'status';

export interface Change {
  /** What it is; several where a type is both sent and received. */
  readonly kinds: readonly [ChangeKind, ...ChangeKind[]];
  /** Into the later document; into the earlier one where it is gone. */
  readonly pointer: string;
  readonly subject: Subject;
  /** What it was and is, where that is short: types, defaults, places. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Gathers what a comparison finds. */
export interface Found {
  add(
    kinds: ChangeKind | readonly ChangeKind[],
    pointer: string,
    subject: Subject,
    before?: string | null,
    after?: string | null,
  ): void;
}

export class Changes implements Found {
  readonly all: Change[] = [];

  add: Found['add'] = (kinds, pointer, subject, before = null, after = null) => {
    const [first, ...rest] = typeof kinds === 'string' ? [kinds] : kinds;
    if (first) this.all.push({ kinds: [first, ...rest], pointer, subject, before, after });
  };
}
