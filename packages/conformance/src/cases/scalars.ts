import { Exact, type Value } from '../exact/json.ts';
import type { Members } from './document.ts';
import type { Mode } from './sample.ts';

const FORMATS: Readonly<Record<string, readonly [usual: string, odd: string]>> = {
  'date-time': ['2025-01-02T03:04:05Z', '2024-02-29T23:59:59.123456+05:30'],
  date: ['2025-01-02', '2024-02-29'],
  time: ['03:04:05Z', '23:59:59.5Z'],
  duration: ['PT1H', 'P1DT2H3M4.5S'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000', '00000000-0000-0000-0000-000000000000'],
  uri: ['https://example.com/a?b=c', 'https://example.com/%20#d'],
  url: ['https://example.com/a?b=c', 'https://example.com/%20#d'],
  byte: ['AP8A', ''],
  int64: ['5', '9223372036854775807'],
  uint64: ['5', '18446744073709551615'],
  decimal: ['1.50', '12345678901234567890.123456789'],
  'http-date': ['Thu, 02 Jan 2025 03:04:05 GMT', 'Sun, 06 Nov 1994 08:49:37 GMT'],
  email: ['a@example.com', 'b+c@example.com'],
};

const RESERVED = `a/b?c#d[e]@!$&'()*+,;=: %20"\\<>|`;
const UNICODE = 'Zoë 名前 🎈';

/** Siblings have times of their own, a day apart: one in the other's place is seen. */
function dayOf(time: string, place: number): string {
  return time.replace(/-02T/, `-${String(2 + (place % 26)).padStart(2, '0')}T`);
}

export function textFor({ format, contentEncoding, minLength, maxLength }: Members, mode: Mode, place = 0): string {
  const encoded = typeof contentEncoding === 'string' && /^base64(url)?$/i.test(contentEncoding) ? 'byte' : undefined;
  const known = FORMATS[encoded ?? String(format)];
  if (known) return mode === 'boundary' || mode === 'largest' ? known[1] : dayOf(known[0], place);
  const wanted = { unicode: UNICODE, reserved: RESERVED, boundary: '' }[mode as string] ?? 'text';
  const least = Number(minLength ?? 0);
  const fits = [...wanted].slice(0, Number(maxLength ?? wanted.length)).join('');
  return [...fits].length < least ? fits.padEnd(least + fits.length - [...fits].length, 'x') : fits;
}

const INT64 = new Exact('9223372036854775807');
/** By the registry of formats; what says nothing of its size is held to 64 bits. */
const LARGEST: Readonly<Record<string, Value>> = {
  int8: 127,
  uint8: 255,
  int16: 32767,
  uint16: 65535,
  int32: 2147483647,
  uint32: 4294967295,
  int64: INT64,
  uint64: new Exact('18446744073709551615'),
};

export function numberFor(type: 'integer' | 'number', members: Members, mode: Mode, place = 0): Value {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, format } = members;
  const held = (bound: number | Exact | undefined) =>
    bound === undefined || type === 'number' || format === 'uint64' ? bound : heldTo64Bits(bound);
  const least = held(numeric(minimum) ?? after(exclusiveMinimum, type, 1));
  const most = held(numeric(maximum) ?? after(exclusiveMaximum, type, -1));
  if (mode === 'largest' && type === 'integer' && most === undefined) {
    const isSeconds = /^unix-?time$/.test(String(format));
    return isSeconds ? 4102444800 : (LARGEST[String(format)] ?? INT64);
  }
  if (mode === 'largest' && most !== undefined) return most;
  if (mode === 'boundary' && least !== undefined) return least;
  const wanted = mode === 'boundary' ? 0 : type === 'integer' ? 5 + place : 0.5;
  if (least !== undefined && wanted < sizeOf(least)) return least;
  return most !== undefined && wanted > sizeOf(most) ? most : wanted;
}

/** Documents made by programs that count in doubles have the ends of 64 bits rounded, which is past them. */
function heldTo64Bits(bound: number | Exact): number | Exact {
  const size = sizeOf(bound);
  if (size >= 2 ** 63) return INT64;
  return size <= -(2 ** 63) ? new Exact('-9223372036854775808') : bound;
}

const numeric = (value: Value | undefined): number | Exact | undefined =>
  value instanceof Exact || typeof value === 'number' ? value : undefined;

const sizeOf = (value: number | Exact): number => (value instanceof Exact ? Number(value.text) : value);

function after(value: Value | undefined, type: 'integer' | 'number', step: number): number | undefined {
  if (typeof value !== 'number') return undefined;
  return value + (type === 'integer' ? step : step / 2);
}
