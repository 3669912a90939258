import type { Json } from './json.ts';

/** Identity of a declaration: the JSON pointer of the schema it was made from. */
export type DeclarationId = string;

/** What values may be, in the closed set every target switches over exhaustively. */
export type Type = PrimitiveType | ListType | MapType | TupleType | NullableType | LiteralType | ReferenceType;

/** A primitive says how a value looks on the wire and what it means. */
export type Primitive =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'uint64'
  /** An integer of any size. */
  | 'integer'
  /** A 64-bit integer that travels as a JSON string. */
  | 'int64-string'
  | 'float32'
  | 'float64'
  /** A JSON number of any precision, kept digit for digit. */
  | 'decimal'
  /** The same as a JSON string. */
  | 'decimal-string'
  /** RFC 3339. */
  | 'date-time'
  /** RFC 7231, as in HTTP headers. */
  | 'http-date'
  /** Seconds since 1970 as a JSON number. */
  | 'unix-time'
  | 'date'
  | 'time'
  | 'duration'
  | 'uuid'
  | 'url'
  | 'base64'
  | 'base64url'
  /** Raw octets: a body or a file part, never inside JSON. */
  | 'binary'
  /** Any JSON value. */
  | 'json';

export interface PrimitiveType {
  readonly kind: 'primitive';
  readonly primitive: Primitive;
  readonly bounds: Bounds;
}

export interface ListType {
  readonly kind: 'list';
  readonly items: Type;
  readonly bounds: Bounds;
  /** Of floats only (`x-packed-floats`): within JSON it may also travel as a string, the base64 of little-endian 32-bit floats. */
  readonly packed?: true;
}

/** An object whose keys are data. */
export interface MapType {
  readonly kind: 'map';
  readonly values: Type;
  readonly bounds: Bounds;
}

/** A list whose positions have types of their own. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly items: readonly Type[];
  /** What may follow the fixed positions; null when nothing may. */
  readonly rest: Type | null;
}

/** JSON null or the inner type. Whether a member may be absent is the member's business. */
export interface NullableType {
  readonly kind: 'nullable';
  readonly inner: Type;
}

export interface LiteralType {
  readonly kind: 'literal';
  readonly value: Exclude<Json, readonly Json[] | { readonly [key: string]: Json }>;
}

export interface ReferenceType {
  readonly kind: 'reference';
  readonly id: DeclarationId;
}

/** Limits the document states. Servers enforce them; SDKs document them. */
export interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}
