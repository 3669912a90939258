import type { ChangeKind, Name } from '@sdkgen/ir';

/**
 * What a change asks of users who take the new version, largest first. Breaking is also what makes versions before it stop
 * working with the server.
 */
export const CHANGE_CLASSES = ['breaking', 'addition', 'fix'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** A language's own answer to every change of a document. */
export interface Compatibility {
  readonly classes: Readonly<Record<ChangeKind, ChangeClass>>;
  /** How its users spell what a change is of. */
  readonly spell: NameSpelling;
  /** Programs in a rendered SDK that use it as its users do: those of yesterday have to fit today's. None where there are none. */
  readonly programs: RegExp | null;
}

export interface NameSpelling {
  operation(name: Name): string;
  type(name: Name): string;
  /** An argument or member. */
  member(name: Name): string;
}

/**
 * What holds in every language unless it says otherwise: calls take named arguments, results gain members, enums are open,
 * unknown variants decode to a raw case, and no limit of the document is enforced by an SDK.
 */
export const usual: Readonly<Record<ChangeKind, ChangeClass>> = {
  'operation-added': 'addition',
  'operation-removed': 'breaking',
  'operation-removed-at-once': 'breaking',
  'operation-renamed': 'breaking',
  'operation-moved': 'breaking',
  'operation-deprecated': 'addition',
  'operation-restored': 'fix',
  'argument-added': 'addition',
  'required-argument-added': 'breaking',
  'argument-removed': 'breaking',
  'argument-renamed': 'breaking',
  'argument-moved': 'breaking',
  'argument-now-required': 'breaking',
  'argument-now-optional': 'addition',
  'arguments-reordered': 'fix',
  'argument-type-wider': 'addition',
  'argument-type-changed': 'breaking',
  'argument-default-changed': 'fix',
  'argument-deprecated': 'addition',
  'body-encoding-changed': 'breaking',
  'result-added': 'addition',
  'result-removed': 'breaking',
  'result-type-changed': 'breaking',
  'result-header-added': 'addition',
  'result-header-removed': 'breaking',
  'result-header-changed': 'breaking',
  'error-added': 'addition',
  'error-removed': 'fix',
  'error-type-changed': 'breaking',
  'shape-changed': 'breaking',
  'retry-changed': 'fix',
  'packing-gained': 'addition',
  'packing-lost': 'breaking',
  'security-tightened': 'breaking',
  'security-loosened': 'addition',
  'type-added': 'addition',
  'type-removed': 'breaking',
  'type-changed': 'breaking',
  'input-member-added': 'addition',
  'required-input-member-added': 'breaking',
  'input-member-removed': 'breaking',
  'input-member-now-required': 'breaking',
  'input-member-now-optional': 'addition',
  'input-member-type-wider': 'addition',
  'input-member-type-changed': 'breaking',
  'output-member-added': 'addition',
  'output-member-removed': 'breaking',
  'output-member-now-certain': 'addition',
  'output-member-now-uncertain': 'breaking',
  'output-member-type-narrower': 'addition',
  'output-member-type-changed': 'breaking',
  'member-default-changed': 'fix',
  'member-deprecated': 'addition',
  'enum-member-added': 'addition',
  'enum-member-removed': 'breaking',
  'enum-opened': 'addition',
  'enum-closed': 'breaking',
  'variant-added': 'addition',
  'variant-removed': 'breaking',
  'variants-told-apart-otherwise': 'breaking',
  'bounds-changed': 'fix',
  'credential-added': 'addition',
  'credential-removed': 'breaking',
  'credential-changed': 'breaking',
  'client-header-added': 'addition',
  'client-header-removed': 'breaking',
  'server-added': 'addition',
  'server-removed': 'breaking',
  'default-server-changed': 'fix',
  'webhook-added': 'addition',
  'webhook-removed': 'breaking',
  'webhook-changed': 'breaking',
  'title-changed': 'fix',
  'documentation-changed': 'fix',
};

export const largest = (classes: Iterable<ChangeClass>): ChangeClass | null => {
  const all = new Set(classes);
  return CHANGE_CLASSES.find((one) => all.has(one)) ?? null;
};
