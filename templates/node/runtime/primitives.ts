import { type Codec, Mismatch } from './codec.js';
import { Digits, type JsonValue } from './json.js';

/** A primitive that looks the same on both sides. */
function checked<T>(expected: string, fits: (value: unknown) => boolean): Codec<T> {
  const check = (value: unknown): T => {
    if (fits(value)) return value as T;
    throw new Mismatch(expected, value);
  };
  return { decode: check, encode: check };
}

export const text: Codec<string> = checked('a string', (value) => typeof value === 'string');
export const boolean: Codec<boolean> = checked('a boolean', (value) => typeof value === 'boolean');
/** An integer every double can hold. */
export const int: Codec<number> = checked('an integer', Number.isSafeInteger);
/** An integer of any size: a `number` while that is exact, else a `bigint`. */
export const integer: Codec<number | bigint> = checked(
  'an integer',
  (value) => Number.isSafeInteger(value) || typeof value === 'bigint',
);
/** Whatever JSON allows; left as it is. */
export const json: Codec<JsonValue> = {
  decode: plain,
  encode(value) {
    if (value === undefined || typeof value === 'function' || typeof value === 'symbol') {
      throw new Mismatch('a JSON value', value);
    }
    return value;
  },
};

/** Beyond 2^53 a double's integers are `bigint`s after parsing, and numbers no double holds are {@link Digits}. */
export const float: Codec<number> = {
  decode(value) {
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof Digits) return Number(value.text);
    throw new Mismatch('a number', value);
  },
  encode(value) {
    if (Number.isFinite(value)) return value;
    throw new Mismatch('a finite number', value);
  },
  areSame(items) {
    for (let at = 0; at < items.length; at++) if (!Number.isFinite(items[at])) return false;
    return true;
  },
};

/** A number whose every digit counts, as its text. */
export const decimal: Codec<string, string | number | bigint> = {
  decode(value) {
    if (value instanceof Digits) return value.text;
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return String(value);
    throw new Mismatch('a decimal number', value);
  },
  encode(value) {
    if (typeof value === 'bigint' || Number.isFinite(value)) return value;
    if (typeof value === 'string' && NUMBER.test(value)) return new Digits(value);
    throw new Mismatch('a decimal number', value);
  },
};

/** The same as a JSON string. */
export const decimalText: Codec<string, string | number | bigint> = {
  decode: decimal.decode,
  encode(value) {
    if (typeof value === 'string' && NUMBER.test(value)) return value;
    if (typeof value === 'bigint' || Number.isFinite(value)) return String(value);
    throw new Mismatch('a decimal number', value);
  },
};

/** A number as JSON writes it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A 64-bit integer that travels as a string. */
export const integerText: Codec<bigint, bigint | number | string> = {
  decode(value) {
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
    if (typeof value === 'bigint' || Number.isSafeInteger(value)) return BigInt(value as number | bigint);
    throw new Mismatch('an integer in a string', value);
  },
  encode(value) {
    if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return value;
    throw new Mismatch('an integer', value);
  },
};

/** One fixed value. */
export function literal<T extends string | number | boolean | null>(value: T): Codec<T> {
  const { decode } = checked<T>(JSON.stringify(value), (found) => found === value);
  return { decode, encode: (given) => decode(given === undefined ? value : given) };
}

/** Numbers no double holds become the nearest double where no type asks for their digits. In place. */
export function plain(value: unknown): JsonValue {
  if (value instanceof Digits) return Number(value.text);
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (typeof value[at] === 'object') value[at] = plain(value[at]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (member instanceof Digits) Object.defineProperty(value, key, { value: Number(member.text) });
      else if (typeof member === 'object') plain(member);
    }
  }
  return value as JsonValue;
}
