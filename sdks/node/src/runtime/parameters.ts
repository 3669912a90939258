import { InvalidArgumentError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import { printJson } from './json.js';
import { isRecord } from './records.js';

/** Characters RFC 3986 reserves, kept where the document says `allowReserved`. */
const RESERVED = /%(?:3A|2F|3F|23|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g;

export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'json';

export interface ParameterOptions {
  readonly style?: Style;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** The value as it goes on the wire: a list, an object of texts, or one text. Undefined when it is not there. */
function wireOf(name: string, codec: Codec<unknown>, value: unknown): unknown {
  if (value === undefined) return undefined;
  try {
    return codec.encode(value);
  } catch (error) {
    throw error instanceof Mismatch ? new InvalidArgumentError({ message: error.describe(name) }) : error;
  }
}

/** A path parameter, percent-encoded. One that is empty or a dot would make the URL another one. */
export function pathPart(name: string, codec: Codec<unknown>, value: unknown, options: ParameterOptions = {}): string {
  const { style = 'simple', explode = false } = options;
  const wire = wireOf(name, codec, value);
  const print = (one: unknown): string => encode(textOf(one, style));
  const [prefix, separator] =
    style === 'label' ? ['.', '.'] : style === 'matrix' ? [`;${encode(name)}=`, ','] : ['', ','];
  const between = style === 'simple' || explode ? separator : ',';
  let text: string;
  if (style === 'matrix' && explode && Array.isArray(wire)) text = wire.map((one) => `${prefix}${print(one)}`).join('');
  else if (style === 'matrix' && explode && isRecord(wire))
    text = pairs(wire)
      .map(([key, one]) => `;${encode(key)}=${print(one)}`)
      .join('');
  else if (style === 'json') text = print(wire);
  else if (Array.isArray(wire)) text = prefix + wire.map(print).join(between);
  else if (isRecord(wire))
    text =
      prefix +
      pairs(wire)
        .map(([key, one]) => `${encode(key)}${explode ? '=' : ','}${print(one)}`)
        .join(between);
  else text = prefix + print(wire);
  if (wire === undefined || wire === null || /^(?:|\.|\.\.)$/.test(text)) {
    const message = `${name}: expected text that can stand in a path, got ${JSON.stringify(text && wire) ?? 'nothing'}`;
    throw new InvalidArgumentError({ message });
  }
  return text;
}

/** A query parameter as `name=value` pairs, percent-encoded; none when it is absent. */
export function queryParts(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  options: ParameterOptions = {},
): string[] {
  const { style = 'form', explode = true, allowReserved = false } = options;
  const wire = wireOf(name, codec, value);
  if (wire === undefined) return [];
  const print = (one: unknown): string => {
    const text = encode(textOf(one, style));
    return allowReserved ? text.replaceAll(RESERVED, decodeURIComponent) : text;
  };
  const key = encode(name);
  const delimiter = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  if (style === 'json') return [`${key}=${print(wire)}`];
  if (Array.isArray(wire)) {
    if (explode) return wire.map((one) => `${key}=${print(one)}`);
    return wire.length === 0 ? [] : [`${key}=${wire.map(print).join(delimiter)}`];
  }
  if (!isRecord(wire)) return [`${key}=${print(wire)}`];
  if (style === 'deepObject')
    return pairs(wire).map(([member, one]) => `${encode(`${name}[${member}]`)}=${print(one)}`);
  if (explode) return pairs(wire).map(([member, one]) => `${encode(member)}=${print(one)}`);
  return [
    `${key}=${pairs(wire)
      .flatMap(([member, one]) => [encode(member), print(one)])
      .join(delimiter)}`,
  ];
}

/** A header parameter; undefined when it is absent. */
export function headerValue(
  name: string,
  codec: Codec<unknown>,
  value: unknown,
  options: ParameterOptions = {},
): string | undefined {
  const { style = 'simple', explode = false } = options;
  const wire = wireOf(name, codec, value);
  if (wire === undefined) return undefined;
  const print = (one: unknown): string => textOf(one, style);
  if (style === 'json') return print(wire);
  if (Array.isArray(wire)) return wire.map(print).join(',');
  if (isRecord(wire))
    return pairs(wire)
      .map(([key, one]) => `${key}${explode ? '=' : ','}${print(one)}`)
      .join(',');
  return print(wire);
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

function pairs(wire: Record<string, unknown>): [key: string, value: unknown][] {
  return Object.entries(wire).filter(([, value]) => value !== undefined);
}

function textOf(value: unknown, style: Style): string {
  return style === 'json' || typeof value === 'object' ? (value === null ? '' : printJson(value)) : String(value);
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch (cause) {
    throw new InvalidArgumentError({ message: `${JSON.stringify(text)} is not well-formed Unicode`, cause });
  }
}
