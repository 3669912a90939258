import type { Type } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, stringsOf } from '../json.ts';

export function nullable(inner: Type): Type {
  if (inner.kind === 'nullable' || (inner.kind === 'literal' && inner.value === null)) return inner;
  return { kind: 'nullable', inner };
}

/** Whether null is one of the values, however the document's version says so. */
export function isNullable(schema: JsonObject): boolean {
  const choices = [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
  return (
    schema.nullable === true ||
    stringsOf(schema.type).includes('null') ||
    listOf(schema.enum).includes(null) ||
    choices.some(isNull)
  );
}

/** Whether null is the only value. */
export function isNull(schema: JsonValue): boolean {
  if (!isObject(schema)) return false;
  const types = typeof schema.type === 'string' ? [schema.type] : stringsOf(schema.type);
  if (types.length === 1 && types[0] === 'null') return true;
  if (schema.const === null) return true;
  return Array.isArray(schema.enum) && schema.enum.length > 0 && schema.enum.every((value) => value === null);
}

export function withoutNull(schema: JsonObject): JsonObject {
  const { nullable: _, ...rest } = schema;
  const types = stringsOf(rest.type).filter((type) => type !== 'null');
  if (types.length > 0) rest.type = types;
  for (const keyword of ['oneOf', 'anyOf'])
    if (Array.isArray(rest[keyword])) rest[keyword] = listOf(rest[keyword]).filter((choice) => !isNull(choice));
  if (Array.isArray(rest.enum)) rest.enum = rest.enum.filter((value) => value !== null);
  for (const keyword of ['oneOf', 'anyOf', 'enum']) if (listOf(rest[keyword]).length === 0) delete rest[keyword];
  return rest;
}
