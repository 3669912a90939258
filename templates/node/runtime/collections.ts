import { type Codec, Mismatch, within } from './codec.js';
import { isRecord, put } from './records.js';

/** A list of numbers as callers may pass it. */
export type NumberList = readonly number[] | Float32Array | Float64Array;

export function list<Out, In = Out>(item: Codec<Out, In>): Codec<Out[], readonly In[]> {
  return {
    decode(json) {
      if (!Array.isArray(json)) throw new Mismatch('a list', json);
      if (item.areSame?.(json)) return json;
      return turnEach(json, item.decode) as Out[];
    },
    encode(value) {
      const items = Array.isArray(value) ? value : isTypedArray(value) ? Array.from(value as Iterable<In>) : null;
      if (items === null) throw new Mismatch('a list', value);
      if (item.areSame?.(items)) return items;
      return turnEach(items, item.encode);
    },
  };
}

export function tuple<Out, In = Out>(
  items: readonly Codec<unknown>[],
  rest: Codec<unknown> | null = null,
): Codec<Out, In> {
  const each = (value: unknown, turn: (codec: Codec<unknown>, item: unknown) => unknown): unknown[] => {
    const expected = `a list of ${items.length}${rest ? ' or more' : ''}`;
    if (!Array.isArray(value) || value.length < items.length) throw new Mismatch(expected, value);
    if (!rest && value.length > items.length) throw new Mismatch(expected, value);
    return value.map((item, at) => attempt(at, () => turn(items[at] ?? (rest as Codec<unknown>), item)));
  };
  return {
    decode: (json) => each(json, (codec, item) => codec.decode(item)) as Out,
    encode: (value) => each(value, (codec, item) => codec.encode(item)),
  };
}

/** An object whose keys are data, and so keep their spelling. */
export function map<Out, In = Out>(
  values: Codec<Out, In>,
): Codec<Record<string, Out>, { readonly [key: string]: In | undefined }> {
  const each = <From, To>(source: unknown, turn: (value: From) => To): Record<string, To> => {
    if (!isRecord(source)) throw new Mismatch('an object', source);
    const target: Record<string, To> = {};
    for (const [key, value] of Object.entries(source)) {
      if (value !== undefined)
        put(
          target,
          key,
          attempt(key, () => turn(value as From)),
        );
    }
    return target;
  };
  return { decode: (json) => each(json, values.decode), encode: (value) => each(value, values.encode) };
}

export function nullable<Out, In = Out>(inner: Codec<Out, In>): Codec<Out | null, In | null> {
  return {
    decode: (json) => (json === null ? null : inner.decode(json)),
    encode: (value) => (value === null ? null : inner.encode(value)),
    strangers: (value) => inner.strangers?.(value) ?? 0,
  };
}

/** Copies only from the first item that changes: long lists of numbers mostly stay the list they are. */
function turnEach(items: readonly unknown[], turn: (item: never) => unknown): readonly unknown[] {
  let turned: unknown[] | null = null;
  let at = 0;
  try {
    for (; at < items.length; at++) {
      const result = turn(items[at] as never);
      if (turned) turned[at] = result;
      else if (result !== items[at]) {
        turned = items.slice(0, at);
        turned[at] = result;
      }
    }
  } catch (error) {
    throw within(error, at);
  }
  return turned ?? items;
}

function attempt<T>(key: string | number, turn: () => T): T {
  try {
    return turn();
  } catch (error) {
    throw within(error, key);
  }
}

export function isTypedArray(value: unknown): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
