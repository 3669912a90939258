/** Untrusted JSON of a document, read member by member. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const objectOf = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: JsonValue | undefined): JsonValue[] => (Array.isArray(value) ? value : []);
export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
export const stringsOf = (value: JsonValue | undefined): string[] =>
  listOf(value).filter((item) => typeof item === 'string');

/** One more segment of a JSON pointer, escaped as RFC 6901 has it. */
export function pointerTo(base: string, ...segments: readonly (string | number)[]): string {
  return [base, ...segments.map((segment) => String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}
