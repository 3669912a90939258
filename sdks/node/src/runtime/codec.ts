/** Turns one type's JSON into what users see, and back. Written per type by the generator, never guessed from keys. */
export interface Codec<Out, In = Out> {
  decode(json: unknown): Out;
  encode(value: In): unknown;
  /** How many members of an object it does not know by their public names. */
  strangers?(value: Record<string, unknown>): number;
  /** Whether all of these are one of its values that look the same on both sides: a look, where long lists would take a call for each item. */
  areSame?(items: readonly unknown[]): boolean;
}

/** A value that is not what its type says, and where it was found. */
export class Mismatch extends Error {
  readonly expected: string;
  readonly found: unknown;
  readonly path: (string | number)[] = [];

  constructor(expected: string, found: unknown) {
    super(expected);
    this.expected = expected;
    this.found = found;
  }

  /** `hits[3].vector: expected a list, got a string`. */
  describe(root: string): string {
    const where = this.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    return `${`${root}${where}`.replace(/^\./, '') || 'value'}: expected ${this.expected}, got ${nameOf(this.found)}`;
  }
}

/** Notes on the way out where a mismatch happened, so that paths cost nothing while all is well. */
export function within(error: unknown, key: string | number): unknown {
  if (error instanceof Mismatch) error.path.unshift(key);
  return error;
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Defers a codec that refers to one declared later, or to itself. */
export function lazy<Out, In = Out>(get: () => Codec<unknown>): Codec<Out, In> {
  return {
    decode: (json) => get().decode(json) as Out,
    encode: (value) => get().encode(value),
    strangers: (value) => get().strangers?.(value) ?? 0,
  };
}

let wantsKnown = false;

/** Runs what decodes only what is known: no value an enum does not list, no variant a union does not have. */
export function picky<T>(run: () => T): T {
  const before = wantsKnown;
  wantsKnown = true;
  try {
    return run();
  } finally {
    wantsKnown = before;
  }
}

export function isPicky(): boolean {
  return wantsKnown;
}

let isMirrored = false;

/** Runs what decodes as the server would, or encodes so: for bodies of requests, and results written down again. */
export function mirrored<T>(run: () => T): T {
  const before = isMirrored;
  isMirrored = true;
  try {
    return run();
  } finally {
    isMirrored = before;
  }
}

/** Whose side a codec is on: members of the other access are then hidden. */
export function hiddenIn(direction: 'decode' | 'encode'): 'read' | 'write' {
  return (direction === 'decode') === isMirrored ? 'read' : 'write';
}
