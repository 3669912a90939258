/** Any JSON value. Integers beyond 2^53 are `bigint`s, so that none of their digits is lost. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** An integer literal of sixteen digits or more after `[`, `,`, `:` or at the start: the only text worth a second look. */
const LONG_INTEGER = /(?:^|[[,:])\s*-?[1-9]\d{15,}(?![\d.eE])/;
/** Strings whole, so that digits inside them are not taken for numbers. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** The same, keeping numbers of any form digit for digit. */
const INTEGER = /^-?\d+$/;

/**
 * `JSON.parse` that keeps every digit of integers. With `exact`, numbers that a double cannot hold come back as
 * {@link Digits}, for types whose every digit counts.
 */
export function parseJson(text: string, exact = false): unknown {
  if (!exact && !LONG_INTEGER.test(text)) return JSON.parse(text);
  // Engines differ in whether a reviver sees the source text; marking it beforehand works in all of them.
  const mark = markerNotIn(text);
  const marked = text.replace(STRING_OR_NUMBER, (token) => (isExactly(token, exact) ? token : `"${mark}${token}"`));
  return JSON.parse(marked, (_key, value) =>
    typeof value === 'string' && value.startsWith(mark) ? unmark(value.slice(mark.length)) : value,
  );
}

/** `JSON.stringify` that prints `bigint`s as the integers they are, and {@link Digits} digit for digit. */
export function printJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const mark = markerNotIn('');
    const marked = JSON.stringify(value, function (this: Record<string, unknown>, key, member) {
      const own = this[key];
      if (own instanceof Digits) return `${mark}${own.text}`;
      return typeof own === 'bigint' ? `${mark}${own}` : member;
    });
    return marked.replaceAll(new RegExp(`"${mark}([-+.\\deE]+)"`, 'g'), '$1');
  }
}

/** A number as its source text, where a double would not do. */
export class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** What `JSON.stringify` refuses, so that it is printed digit for digit instead. */
  toJSON(): bigint {
    return 0n;
  }
}

function isExactly(token: string, exact: boolean): boolean {
  if (token.startsWith('"')) return true;
  const number = Number(token);
  if (INTEGER.test(token)) return Number.isSafeInteger(number) && token !== '-0';
  return !exact || String(number) === token;
}

function unmark(token: string): bigint | number | Digits {
  return INTEGER.test(token) && token !== '-0' ? BigInt(token) : token === '-0' ? -0 : new Digits(token);
}

/** Random, so that no text anyone sends can be mistaken for a mark. */
function markerNotIn(text: string): string {
  for (;;) {
    const mark = `#${crypto.randomUUID()}#`;
    if (!text.includes(mark)) return mark;
  }
}
