import type { Primitive } from '@sdkgen/ir';
import { type JsonObject, numberOf, textOf } from '../json.ts';

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
  // Above what 63 bits hold: kept digit for digit.
  uint64: 'decimal-string',
  decimal: 'decimal-string',
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
  uint64: 'uint64',
  bigint: 'integer',
  unixtime: 'unix-time',
  'unix-time': 'unix-time',
};

const NUMBER_FORMATS: Readonly<Record<string, Primitive>> = {
  float: 'float32',
  double: 'float64',
  decimal: 'decimal',
  unixtime: 'unix-time',
  'unix-time': 'unix-time',
};

const INT64_END = 2 ** 63;

export function stringPrimitive(schema: JsonObject): Primitive {
  const encoding = textOf(schema.contentEncoding).toLowerCase();
  if (encoding === 'base64' || encoding === 'base64url') return encoding;
  if (encoding === 'binary' || isOctets(schema)) return 'binary';
  return lookUp(STRING_FORMATS, schema) ?? 'string';
}

/** 3.1 says "a file" by a media type that is not text, without an encoding. */
export function isOctets(schema: JsonObject): boolean {
  const type = textOf(schema.contentMediaType).toLowerCase();
  if (!type || schema.contentEncoding !== undefined || schema.contentSchema !== undefined) return false;
  return !/^(?:text\/|application\/(?:[^;]*\+)?(?:json|xml|yaml|javascript|jwt|sql)\b)|\bxml\b|\bjson\b/.test(type);
}

export function integerPrimitive(schema: JsonObject): Primitive {
  const named = lookUp(INTEGER_FORMATS, schema);
  const minimum = numberOf(schema.minimum) ?? numberOf(schema.exclusiveMinimum);
  const maximum = numberOf(schema.maximum) ?? numberOf(schema.exclusiveMaximum);
  if (named && named !== 'int64') return named;
  if (minimum !== undefined && minimum < -INT64_END) return 'integer';
  // The largest of 63 bits reads as 2^63 itself: doubles are no closer there.
  if (maximum !== undefined && maximum > INT64_END)
    return maximum > 2 * INT64_END || (minimum ?? -1) < 0 ? 'integer' : 'uint64';
  if (named) return named;
  // Without a format the bounds tell: most integers of an API are small counts.
  const small = minimum !== undefined && maximum !== undefined && minimum >= -(2 ** 31) && maximum < 2 ** 31;
  return small ? 'int32' : 'int64';
}

export function numberPrimitive(schema: JsonObject): Primitive {
  return lookUp(NUMBER_FORMATS, schema) ?? 'float64';
}

/** By the format's own name: a document may well say `format: constructor`. */
function lookUp(formats: Readonly<Record<string, Primitive>>, schema: JsonObject): Primitive | undefined {
  const format = textOf(schema.format);
  return Object.hasOwn(formats, format) ? formats[format] : undefined;
}
