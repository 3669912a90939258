import type { Codec } from './codec.js';
import { printJson } from './json.js';
import { encode, formParts, inPath, isCompound, type ParameterOptions, pairs, simple, wireOf } from './parameters.js';

/** Styles of parameters beyond `simple` and `form`, as RFC 6570 and OpenAPI have them. */

/** A path parameter that starts with a dot. */
export function label(name: string, codec: Codec<unknown>, value: unknown, { explode }: ParameterOptions = {}): string {
  return inPath(name, wireOf(name, codec, value), (wire) => {
    if (!explode || !isCompound(wire)) return `.${simple(wire, false, encode)}`;
    return pairs(wire)
      .map(([key, one]) => `.${Array.isArray(wire) ? '' : `${encode(key)}=`}${encode(one)}`)
      .join('');
  });
}

/** A path parameter of the form `;name=value`. */
export function matrix(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  { explode }: ParameterOptions = {},
): string {
  return inPath(name, wireOf(name, codec, value), (wire) => {
    if (!explode || !isCompound(wire)) return `;${encode(name)}=${simple(wire, false, encode)}`;
    return pairs(wire)
      .map(([key, one]) => `;${encode(Array.isArray(wire) ? name : key)}=${encode(one)}`)
      .join('');
  });
}

/** A query parameter whose items stand between signs. */
function delimited(delimiter: string) {
  return (name: string, codec: Codec<unknown>, value: unknown, options: ParameterOptions = {}): string[] =>
    delimitedParts(delimiter, name, wireOf(name, codec, value), options);
}

/** The pairs of a value in its JSON form. */
export function delimitedParts(delimiter: string, name: string, wire: unknown, options: ParameterOptions): string[] {
  if (!isCompound(wire) || options.explode) return formParts(name, wire, { explode: true, ...options });
  const print = (one: unknown): string => encode(one, options.allowReserved);
  const members = pairs(wire);
  if (members.length === 0) return [];
  const items = members.flatMap(([key, one]) => (Array.isArray(wire) ? [print(one)] : [encode(key), print(one)]));
  return [`${encode(name)}=${items.join(delimiter)}`];
}

export const spaceDelimited = /* @__PURE__ */ delimited('%20');
export const pipeDelimited = /* @__PURE__ */ delimited('%7C');

/** A query parameter of the form `name[member]=value`, to any depth; lists repeat. */
export function deepObject(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  { allowReserved }: ParameterOptions = {},
): string[] {
  return deepParts(name, wireOf(name, codec, value), allowReserved);
}

/** The pairs of a value in its JSON form. */
export function deepParts(name: string, wire: unknown, allowReserved = false): string[] {
  if (wire === undefined) return [];
  if (!isCompound(wire)) return [`${encode(name)}=${encode(wire, allowReserved)}`];
  return pairs(wire).flatMap(([key, one]) =>
    deepParts(Array.isArray(wire) ? name : `${name}[${key}]`, one, allowReserved),
  );
}

/** A query parameter or cookie that is a JSON text. */
export function jsonParts(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  { allowReserved }: ParameterOptions = {},
): string[] {
  const wire = wireOf(name, codec, value);
  return wire === undefined ? [] : [`${encode(name)}=${encode(printJson(wire), allowReserved)}`];
}

/** A path parameter that is a JSON text. */
export function jsonPath(name: string, codec: Codec<unknown>, value: unknown): string {
  return inPath(name, wireOf(name, codec, value), (wire) => encode(printJson(wire)));
}

/** A header that is a JSON text. */
export function jsonHeader(name: string, codec: Codec<unknown>, value: unknown): string | undefined {
  const wire = wireOf(name, codec, value);
  return wire === undefined ? undefined : printJson(wire);
}
