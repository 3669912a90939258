import { type Codec, isPicky, Mismatch, picky } from './codec.js';
import { isRecord, put } from './records.js';

/** A member of a union that this version does not know: it keeps the JSON, and is sent again as it came. */
export class UnknownVariant {
  /** The JSON as it came. */
  readonly json: unknown;

  /** Wraps JSON that fits no known variant. */
  constructor(json: unknown) {
    this.json = json;
  }
}

/** A union told apart by a member. `name` is that member's public name. */
export function tagged<Out, In = Out>(
  wire: string,
  name: string,
  variants: () => Readonly<Record<string, Codec<unknown>>>,
): Codec<Out, In> {
  const codecOf = (tag: unknown): Codec<unknown> | undefined => {
    const codecs = variants();
    return Object.hasOwn(codecs, String(tag)) ? codecs[String(tag)] : undefined;
  };
  return {
    decode(json) {
      const codec = isRecord(json) ? codecOf(json[wire]) : undefined;
      if (!codec && isPicky()) throw new Mismatch(`an object with a known "${wire}"`, json);
      return (codec ? codec.decode(json) : new UnknownVariant(json)) as Out;
    },
    encode(value) {
      if (value instanceof UnknownVariant) return value.json;
      const tag = isRecord(value) ? (value[name] ?? value[wire]) : undefined;
      const encoded = codecOf(tag)?.encode(value);
      if (!isRecord(encoded)) throw new Mismatch(`an object with a known "${name}"`, value);
      put(encoded, wire, tag);
      return encoded;
    },
  };
}

/** The variants each object was decoded by, nested unions included, so that it is sent again as the same. */
const DECODED = new WeakMap<object, Set<Codec<unknown>>>();

/** Decodes a variant, and remembers for what. */
export function decodeAs(codec: Codec<unknown>, json: unknown): unknown {
  const value = codec.decode(json);
  if (typeof value === 'object' && value !== null) {
    const codecs = DECODED.get(value) ?? new Set();
    DECODED.set(value, codecs.add(codec));
  }
  return value;
}

/** A union whose variant is the first that fits; one that lists what it found goes before one that only leaves room for it. */
export function firstFit<Out, In = Out>(make: () => readonly Codec<unknown>[]): Codec<Out, In> {
  let made: readonly Codec<unknown>[] | undefined;
  const variants = (): readonly Codec<unknown>[] => {
    made ??= make();
    return made;
  };
  return {
    decode(json) {
      const turn = (codec: Codec<unknown>) => decodeAs(codec, json);
      const found = picky(() => first(variants(), turn)) ?? (isPicky() ? null : first(variants(), turn));
      if (!found && isPicky()) throw new Mismatch('one of the variants', json);
      return (found ? found.fit : new UnknownVariant(json)) as Out;
    },
    encode(value) {
      if (value instanceof UnknownVariant) return value.json;
      const before = typeof value === 'object' && value !== null ? DECODED.get(value) : undefined;
      const codecs = variants();
      const turn = (codec: Codec<unknown>) => codec.encode(value);
      const known = before ? codecs.filter((codec) => before.has(codec)) : [];
      const found = first(known, turn) ?? first(familiarFirst(codecs, value), turn);
      if (!found) throw new Mismatch('one of the variants', value);
      return found.fit;
    },
    strangers: (value) => Math.min(...variants().map((codec) => codec.strangers?.(value) ?? 0)),
  };
}

/** Variants that know more of an object's members before those that know fewer, else in their order. */
function familiarFirst(codecs: readonly Codec<unknown>[], value: unknown): readonly Codec<unknown>[] {
  if (!isRecord(value)) return codecs;
  const strangers = new Map(codecs.map((codec) => [codec, codec.strangers?.(value) ?? 0]));
  return [...codecs].sort((one, other) => (strangers.get(one) ?? 0) - (strangers.get(other) ?? 0));
}

function first(
  codecs: readonly Codec<unknown>[],
  turn: (codec: Codec<unknown>) => unknown,
): { readonly fit: unknown } | null {
  for (const codec of codecs) {
    try {
      return { fit: turn(codec) };
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
    }
  }
  return null;
}

/** An enum that helps to tell variants apart. */
export function listed<T>(base: Codec<T>, values: readonly unknown[]): Codec<T> {
  return {
    decode(json) {
      const value = base.decode(json);
      if (isPicky() && !values.includes(value)) throw new Mismatch(`one of ${values.join(', ')}`, json);
      return value;
    },
    encode: base.encode,
  };
}
