import { Exact, printJson, type Value } from '../exact/json.ts';
import type { Parameter } from './document.ts';

/** RFC 6570 as OpenAPI uses it, written from the two texts. */
export function serialize(parameter: Parameter, value: Value): string {
  const { name, style, explode, in: place, isJson } = parameter;
  const encode = place === 'header' ? (text: string): string => text : parameter.allowReserved ? reserved : unreserved;
  const key = place === 'path' && style !== 'matrix' ? name : unreserved(name);
  if (isJson) return withName(place, key, encode(printJson(value)));
  if (style === 'deepObject') return deep(key, value).join('&');
  if (Array.isArray(value))
    return listed(
      value.map((item) => encode(text(item))),
      key,
      parameter,
    );
  if (isObject(value)) {
    const pairs = Object.entries(value).map(([member, item]) => [encode(member), encode(text(item))] as const);
    if (!explode) return listed(pairs.flat(), key, parameter);
    return prefix(style) + pairs.map(([member, item]) => `${member}=${item}`).join(separator(style));
  }
  const encoded = encode(text(value));
  return style === 'matrix' ? `;${key}=${encoded}` : style === 'label' ? `.${encoded}` : withName(place, key, encoded);
}

function listed(items: readonly string[], key: string, { style, explode, in: place }: Parameter): string {
  if (style === 'simple') return items.join(',');
  if (style === 'label') return `.${items.join(explode ? '.' : ',')}`;
  if (style === 'matrix')
    return explode ? items.map((item) => `;${key}=${item}`).join('') : `;${key}=${items.join(',')}`;
  if (explode) return items.map((item) => `${key}=${item}`).join(place === 'cookie' ? '; ' : '&');
  return `${key}=${items.join({ spaceDelimited: '%20', pipeDelimited: '%7C' }[style] ?? ',')}`;
}

function deep(key: string, value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => deep(key, item));
  if (!isObject(value)) return [`${key}=${unreserved(text(value))}`];
  return Object.entries(value).flatMap(([member, item]) => deep(`${key}%5B${unreserved(member)}%5D`, item));
}

const withName = (place: string, key: string, value: string): string =>
  place === 'query' || place === 'cookie' ? `${key}=${value}` : value;

const prefix = (style: string): string => ({ label: '.', matrix: ';' })[style] ?? '';
const separator = (style: string): string => ({ label: '.', matrix: ';', simple: ',', form: '&' })[style] ?? '&';

const isObject = (value: Value): value is { readonly [member: string]: Value } =>
  typeof value === 'object' && value !== null && !(value instanceof Exact);

const text = (value: Value): string => (typeof value === 'string' ? value : value === null ? '' : printJson(value));

export const unreserved = (value: string): string =>
  [...Buffer.from(value)].map((byte) => keep(byte, /[\w.~-]/)).join('');

/** Reserved characters and what is encoded already stay. */
const reserved = (value: string): string =>
  value
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((piece, n) =>
      n % 2 === 1 ? piece : [...Buffer.from(piece)].map((byte) => keep(byte, /[\w.~:/?#[\]@!$&'()*+,;=-]/)).join(''),
    )
    .join('');

function keep(byte: number, allowed: RegExp): string {
  const character = String.fromCharCode(byte);
  return byte < 128 && allowed.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
