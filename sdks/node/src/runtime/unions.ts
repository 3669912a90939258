import { type Codec, Mismatch } from './codec.js';
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

/** A union whose variant is the first that fits. */
export function firstFit<Out, In = Out>(variants: () => readonly Codec<unknown>[]): Codec<Out, In> {
  const first = (turn: (codec: Codec<unknown>) => unknown): { readonly fit: unknown } | null => {
    for (const codec of variants()) {
      try {
        return { fit: turn(codec) };
      } catch (error) {
        if (!(error instanceof Mismatch)) throw error;
      }
    }
    return null;
  };
  return {
    decode(json) {
      const found = first((codec) => codec.decode(json));
      return (found ? found.fit : new UnknownVariant(json)) as Out;
    },
    encode(value) {
      if (value instanceof UnknownVariant) return value.json;
      const found = first((codec) => codec.encode(value));
      if (!found) throw new Mismatch('one of the variants', value);
      return found.fit;
    },
  };
}
