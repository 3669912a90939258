/** JSON in which no number loses a digit: what a double surely holds is a number, any other is `Exact`. */
export type Value = null | boolean | number | string | Exact | readonly Value[] | { readonly [key: string]: Value };

/** A number no double holds. Equal ones are equal however they are written. */
export class Exact {
  readonly canonical: string;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.canonical = canonical(text);
  }

  /** As it was written. */
  get text(): string {
    return this.#text;
  }
}

export function parseJson(text: string): Value {
  const exactly: Reviver = (_key, value, context) => (typeof value === 'number' ? numberOf(context.source) : value);
  return JSON.parse(text, exactly as (key: string, value: unknown) => unknown);
}

export function printJson(value: unknown): string {
  return JSON.stringify(value, (_key, member) => (member instanceof Exact ? rawJson(member.text) : member));
}

// TypeScript's libraries do not have these yet.
type Reviver = (key: string, value: unknown, context: { source: string }) => unknown;
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

export function numberOf(source: string): number | Exact {
  const double = Number(source);
  const exact = new Exact(source);
  // Beyond 2^53 a double is printed in digits it does not have.
  if (!Number.isFinite(double) || (Number.isInteger(double) && !Number.isSafeInteger(double))) return exact;
  if (canonical(String(double)) !== exact.canonical) return exact;
  return double === 0 ? 0 : double;
}

/** Digits without leading or trailing zeros, and an exponent: 1.50 and 15e-1 are both 15e-1. */
function canonical(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
