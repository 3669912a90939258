import { type EnumMember, joinNames, type Name, nameOf, type Type } from '@sdkgen/ir';
import { schemaDocs } from '../docs.ts';
import { type JsonObject, type JsonValue, listOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { declare, titled } from './declare.ts';
import { JSON_TYPE, typesOf } from './type.ts';
import { xmlOf } from './xml.ts';

/** A constant of JSON's plain kinds is a literal; lists and objects are told in the docs. */
export function literalOf(value: JsonValue | undefined): Type {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'literal', value };
  return JSON_TYPE;
}

/** Values of one kind are an enum; of several kinds a union of enums and constants. */
export function literalOrEnum(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  const values = valuesOf(schema);
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const flags = [...new Set(values.filter((value) => typeof value === 'boolean'))];
  if (texts.length === values.length || numbers.length === values.length)
    return declareEnum(lowering, schema, values, pointer, name);
  if (flags.length === values.length) return flagType(flags);
  if (values.some((value) => typeof value === 'object')) return JSON_TYPE;
  const own = titled(schema, pointer, name);
  const part = (kind: string, listed: readonly JsonValue[]) =>
    declareEnum(lowering, { ...schema, title: '' }, listed, pointerTo(pointer, kind), joinNames(own, nameOf(kind)));
  return declare(lowering, pointer, () => ({
    kind: 'union',
    id: pointer,
    name: own,
    docs: schemaDocs(schema),
    xml: null,
    variants: [
      ...(texts.length > 0 ? [{ name: nameOf('text'), type: part('text', texts) }] : []),
      ...(numbers.length > 0 ? [{ name: nameOf('number'), type: part('number', numbers) }] : []),
      ...(flags.length > 0 ? [{ name: nameOf('flag'), type: flagType(flags) }] : []),
    ],
    match: { kind: 'first-fit' },
  }));
}

function flagType(flags: readonly JsonValue[]): Type {
  return flags.length === 1 ? literalOf(flags[0]) : { kind: 'primitive', primitive: 'boolean', bounds: {} };
}

/** Distinct, and of the type the schema states: unquoted YAML makes numbers of texts, and documents quote numbers. */
function valuesOf(schema: JsonObject): JsonValue[] {
  const values = listOf(schema['x-extensible-enum'] ?? schema.enum);
  const types = typesOf(schema).filter((type) => type !== 'null');
  const only = types.length === 1 ? types[0] : undefined;
  const converted = values.map((value) => {
    if (only === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
    const isNumeric = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
    if ((only === 'integer' || only === 'number') && isNumeric) return Number(value);
    if (only === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
    return value;
  });
  return [...new Set(converted)];
}

export function declareEnum(
  lowering: Lowering,
  schema: JsonObject,
  values: readonly JsonValue[],
  pointer: string,
  name: Name,
): Type {
  const known = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  return declare(lowering, pointer, () => ({
    kind: 'enum',
    id: pointer,
    name: titled(schema, pointer, name),
    docs: schemaDocs(schema),
    xml: xmlOf(lowering, schema),
    value: valueKind(known),
    members: membersOf(schema, known),
    open: Array.isArray(schema['x-extensible-enum']),
  }));
}

function valueKind(values: readonly (string | number)[]): 'string' | 'integer' | 'number' {
  if (typeof values[0] === 'string') return 'string';
  return values.every(Number.isInteger) ? 'integer' : 'number';
}

function membersOf(schema: JsonObject, values: readonly (string | number)[]): EnumMember[] {
  const names = listOf(schema['x-enum-varnames'] ?? schema['x-enumNames']);
  const descriptions = listOf(schema['x-enum-descriptions']);
  return values.map((value, index) => ({
    name: nameOf(textOf(names[index]) || String(value)),
    value,
    description: textOf(descriptions[index]),
  }));
}
