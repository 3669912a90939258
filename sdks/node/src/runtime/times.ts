import { type Codec, Mismatch } from './codec.js';
import { text } from './primitives.js';

/** Times come as text, because a `Date` drops what is below a millisecond and the offset; both are taken. */
function time(expected: string, print: (date: Date) => string): Codec<string, string | Date> {
  return {
    decode: text.decode,
    encode(value) {
      if (typeof value === 'string') return value;
      if (value instanceof Date && !Number.isNaN(value.getTime())) return print(value);
      throw new Mismatch(expected, value);
    },
  };
}

export const dateTime = time('an RFC 3339 time or a valid Date', (value) => value.toISOString());
export const date = time('a date such as 2025-01-31 or a valid Date', (value) => value.toISOString().slice(0, 10));
export const httpDate = time('an HTTP date or a valid Date', (value) => value.toUTCString());

/** Seconds since 1970. */
export const unixTime: Codec<number, number | Date> = {
  decode(value) {
    if (typeof value === 'number') return value;
    throw new Mismatch('seconds since 1970', value);
  },
  encode(value) {
    const seconds = value instanceof Date ? value.getTime() / 1000 : value;
    if (Number.isFinite(seconds)) return seconds;
    throw new Mismatch('seconds since 1970 or a valid Date', value);
  },
};
