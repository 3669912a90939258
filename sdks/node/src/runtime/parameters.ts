import { InvalidArgumentError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import { Digits, printJson } from './json.js';
import { isRecord } from './records.js';

/** Characters RFC 3986 reserves, kept where the document says `allowReserved`; all but the one that would end the query. */
const RESERVED = /%(?:3A|2F|3F|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g;

export interface ParameterOptions {
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** The value in its JSON form. Undefined when it is not there. */
export function wireOf(name: string, codec: Codec<unknown>, value: unknown): unknown {
  if (value === undefined) return undefined;
  try {
    return codec.encode(value);
  } catch (error) {
    throw error instanceof Mismatch ? new InvalidArgumentError({ message: error.describe(name) }) : error;
  }
}

/** A path parameter, percent-encoded. One that is empty or a dot would make the URL another one. */
export function pathPart(name: string, codec: Codec<unknown>, value: unknown, options: ParameterOptions = {}): string {
  return inPath(name, wireOf(name, codec, value), (wire) => simple(wire, options.explode, encode));
}

/** Text that can stand in a path. */
export function inPath(name: string, wire: unknown, print: (wire: unknown) => string): string {
  const text = wire === undefined || wire === null ? '' : print(wire);
  const isEmpty = text === '' || wire === '' || (typeof wire === 'object' && pairs(wire).length === 0);
  if (!isEmpty && text !== '.' && text !== '..') return text;
  const found = typeof wire === 'string' ? JSON.stringify(wire) : 'nothing';
  throw new InvalidArgumentError({ message: `${name}: expected text that can stand in a path, got ${found}` });
}

/** A query parameter of style `form` as `name=value` pairs, percent-encoded; none when it is absent. Cookies are alike. */
export function queryParts(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  options: ParameterOptions = {},
): string[] {
  return formParts(name, wireOf(name, codec, value), options);
}

/** The pairs of a value in its JSON form. */
export function formParts(name: string, wire: unknown, { explode = true, allowReserved }: ParameterOptions): string[] {
  if (wire === undefined) return [];
  const print = (one: unknown): string => encode(one, allowReserved);
  const members = pairs(wire);
  if (isCompound(wire) && members.length === 0) return [];
  if (!isCompound(wire) || !explode) return [`${encode(name)}=${simple(wire, false, print)}`];
  return members.map(([key, one]) => `${encode(Array.isArray(wire) ? name : key)}=${print(one)}`);
}

/** Query parameters the document does not know. */
export function extraQuery(given: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.entries(given).flatMap(([name, value]) => formParts(name, value, {}));
}

/** A URL with further pairs of a query; paths of the document may have one already. */
export function withQuery(url: string, pairs: readonly string[]): string {
  return pairs.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}` : url;
}

/** A header parameter; undefined when it is absent. */
export function headerValue(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  options: ParameterOptions = {},
): string | undefined {
  const wire = wireOf(name, codec, value);
  return wire === undefined ? undefined : simple(wire, options.explode, textOf);
}

/** Style `simple`: a list, an object of texts, or one text. */
export function simple(wire: unknown, explode = false, print: (one: unknown) => string): string {
  if (Array.isArray(wire)) return wire.map((one) => print(one)).join(',');
  if (!isCompound(wire)) return print(wire);
  return pairs(wire)
    .map(([key, one]) => `${print(key)}${explode ? '=' : ','}${print(one)}`)
    .join(',');
}

/** A header's value as `fetch` takes it: every character stands for one octet of UTF-8. */
export function headerText(name: string, value: string): string {
  if (typeof value !== 'string' || /[\r\n\0]/.test(value)) {
    throw new InvalidArgumentError({ message: `${name}: the value cannot stand in a header` });
  }
  if (!/[^\t -~]/.test(value)) return value;
  return Array.from(new TextEncoder().encode(value), (octet) => String.fromCharCode(octet)).join('');
}

/** What must be given. */
export function needed<T>(name: string, value: T): T {
  if (value !== undefined) return value;
  throw new InvalidArgumentError({ message: `${name}: expected a value, got nothing` });
}

/** A body, or the members of one that are arguments of their own. */
export function bodyOf(codec: Codec<unknown>, value: unknown): unknown {
  return wireOf('', codec, value);
}

/** A body that may be left out is, when nothing of it was given. */
export function optionalBody(body: unknown): unknown {
  const isGiven = !isRecord(body) || Object.values(body).some((value) => value !== undefined);
  return isGiven ? body : undefined;
}

/** One member of a body that is put together from several. */
export function memberOf(name: string, codec: Codec<unknown>, value: unknown): unknown {
  return wireOf(name, codec, value);
}

/** The members that are there; a list's by position. */
export function pairs(wire: unknown): [key: string, value: unknown][] {
  return typeof wire === 'object' && wire !== null
    ? Object.entries(wire).filter(([, value]) => value !== undefined)
    : [];
}

export function isCompound(wire: unknown): boolean {
  return typeof wire === 'object' && wire !== null && !(wire instanceof Digits);
}

export function textOf(value: unknown): string {
  if (value === null) return '';
  if (value instanceof Digits) return value.text;
  return typeof value === 'object' ? printJson(value) : String(value);
}

/** Percent-encoded, but for what RFC 3986 leaves unreserved. */
export function encode(value: unknown, allowReserved = false): string {
  const text = textOf(value);
  try {
    const strict = encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    if (!allowReserved) return strict;
    // What is percent-encoded already stays as it is.
    return strict.replaceAll(RESERVED, decodeURIComponent).replaceAll(/%25(?=[0-9A-Fa-f]{2})/g, '%');
  } catch (cause) {
    throw new InvalidArgumentError({ message: `${JSON.stringify(text)} is not well-formed Unicode`, cause });
  }
}
