import type { Primitive } from '@sdkgen/ir';
import { type JsonObject, textOf } from '../json.ts';

/** How each format of a string or number travels and what it means. Unknown formats say nothing and are ignored. */
const STRING_FORMATS: Readonly<Record<string, Primitive>> = {
  'date-time': 'date-time',
  date: 'date',
  time: 'time',
  duration: 'duration',
  uuid: 'uuid',
  uri: 'url',
  url: 'url',
  byte: 'base64',
  base64: 'base64',
  base64url: 'base64url',
  binary: 'binary',
  int64: 'int64-string',
  uint64: 'int64-string',
  decimal: 'decimal',
  'http-date': 'http-date',
};

const INTEGER_FORMATS: Readonly<Record<string, Primitive>> = {
  int8: 'int32',
  int16: 'int32',
  int32: 'int32',
  uint8: 'int32',
  uint16: 'int32',
  uint32: 'int64',
  int64: 'int64',
  unixtime: 'unix-time',
  'unix-time': 'unix-time',
};

const NUMBER_FORMATS: Readonly<Record<string, Primitive>> = { float: 'float32', double: 'float64', decimal: 'decimal' };

export function stringPrimitive(schema: JsonObject): Primitive {
  const encoding = textOf(schema.contentEncoding);
  if (encoding === 'base64' || encoding === 'base64url') return encoding;
  if (encoding === 'binary') return 'binary';
  return STRING_FORMATS[textOf(schema.format)] ?? 'string';
}

export function integerPrimitive(schema: JsonObject): Primitive {
  const named = INTEGER_FORMATS[textOf(schema.format)];
  if (named) return named;
  // Without a format the bounds tell: most integers of an API are small counts.
  const { minimum, maximum } = schema;
  const small =
    typeof minimum === 'number' && typeof maximum === 'number' && minimum >= -(2 ** 31) && maximum < 2 ** 31;
  return small ? 'int32' : 'int64';
}

export function numberPrimitive(schema: JsonObject): Primitive {
  return NUMBER_FORMATS[textOf(schema.format)] ?? 'float64';
}
