import type { Primitive } from '@sdkgen/ir';

/** What a primitive is in Go. */
export interface Scalar {
  readonly text: string;
  readonly codec: string;
  readonly generic?: true;
  readonly nil?: 'list' | 'map' | 'any';
}

/** One row a primitive: the Go type, and the names of its codec in the runtime. */
export const PRIMITIVES: Readonly<Record<Primitive, Scalar>> = {
  string: { text: 'string', codec: 'String' },
  boolean: { text: 'bool', codec: 'Bool' },
  // int has at least 32 bits everywhere and is what untyped constants become: Ptr(10) fits.
  int32: { text: 'int', codec: 'Integer', generic: true },
  int64: { text: 'int64', codec: 'Integer', generic: true },
  uint64: { text: 'uint64', codec: 'Uint64' },
  integer: { text: 'Decimal', codec: 'Decimal', generic: true },
  'int64-string': { text: 'int64', codec: 'IntegerText' },
  float32: { text: 'float32', codec: 'Float32' },
  float64: { text: 'float64', codec: 'Float64' },
  decimal: { text: 'Decimal', codec: 'Decimal', generic: true },
  'decimal-string': { text: 'Decimal', codec: 'DecimalText', generic: true },
  'date-time': { text: 'time.Time', codec: 'Time' },
  'http-date': { text: 'time.Time', codec: 'HTTPDate' },
  'unix-time': { text: 'time.Time', codec: 'UnixTime' },
  date: { text: 'Date', codec: 'Date' },
  time: { text: 'string', codec: 'String' },
  duration: { text: 'string', codec: 'String' },
  uuid: { text: 'string', codec: 'String' },
  url: { text: 'string', codec: 'String' },
  base64: { text: '[]byte', codec: 'Bytes', nil: 'list' },
  base64url: { text: '[]byte', codec: 'BytesURL', nil: 'list' },
  // A struct of our own: octets with a name and a type.
  binary: { text: 'File', codec: 'File' },
  json: { text: 'any', codec: 'Any', nil: 'any' },
};
