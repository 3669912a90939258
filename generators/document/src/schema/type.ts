import { type Bounds, joinNames, type Name, nameOf, type Primitive, type Type } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { boundsOf } from './bounds.ts';
import { isRequirement } from './constraints.ts';
import { literalOf, literalOrEnum } from './enum.ts';
import { hasStructure, isAnnotation, soleReference, without, withoutAllOf } from './merge.ts';
import { isNull, isNullable, nullable, withoutNull } from './nullable.ts';
import { objectType } from './object.ts';
import { integerPrimitive, isOctets, numberPrimitive, stringPrimitive } from './primitive.ts';
import { reference } from './reference.ts';
import { choiceOf, choiceOfTypes } from './union.ts';

export const JSON_TYPE: Type = { kind: 'primitive', primitive: 'json', bounds: {} };

/** Declarations this deep in each other are no design but a document that was made to break its reader. */
const MAX_DEPTH = 120;
const MAX_DECLARATIONS = 100_000;

/** The type a schema states. `name` is what an inline object, enum or union is called when it has no title. */
export function typeOf(lowering: Lowering, schema: JsonValue | undefined, pointer: string, name: Name): Type {
  if (schema === undefined || schema === true) return JSON_TYPE;
  if (!isObject(schema)) {
    lowering.report('impossible-schema', pointer, 'no value fits this schema', 'Remove it, or say what it takes.');
    return JSON_TYPE;
  }
  if (lowering.depth > MAX_DEPTH || lowering.declarations.size > MAX_DECLARATIONS) {
    lowering.report('too-deep', pointer, 'schemas nest without end', 'Give the inner ones names under components.');
    return JSON_TYPE;
  }
  const place = lowering.places.get(schema) ?? { pointer, name };
  return located(lowering, schema, place.pointer, place.name);
}

function located(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  if (typeof schema.$ref === 'string') return referredType(lowering, schema, schema.$ref, pointer, name);
  const sole = soleReference(schema);
  if (sole) return typeOf(lowering, sole, pointer, name);
  if (isNull(schema)) return { kind: 'literal', value: null };
  const whole = withoutAllOf(lowering, schema, pointer, name);
  if (isNull(whole)) return { kind: 'literal', value: null };
  return isNullable(whole)
    ? nullable(bareType(lowering, withoutNull(whole), pointer, name))
    : bareType(lowering, whole, pointer, name);
}

function referredType(lowering: Lowering, schema: JsonObject, $ref: string, pointer: string, name: Name): Type {
  const beside = without(schema, '$ref', '$defs', 'definitions');
  // From 3.1 on both hold: what stands beside a reference adds to it.
  if (!lowering.isLegacy && !isAnnotation(beside) && (hasStructure(beside) || 'required' in beside))
    return typeOf(lowering, { allOf: [{ $ref }, beside] }, pointer, name);
  const type = reference(lowering, lowering.resolve({ $ref }, pointer), name);
  return schema.nullable === true ? nullable(type) : type;
}

/** A schema that says neither `$ref`, `allOf` nor null. */
function bareType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  if ('$dynamicRef' in schema) {
    lowering.report(
      'dynamic-ref',
      pointerTo(pointer, '$dynamicRef'),
      '$dynamicRef means another schema wherever it is included from',
      'Use $ref.',
    );
    return JSON_TYPE;
  }
  if ('const' in schema) return literalOf(schema.const);
  if (Array.isArray(schema['x-extensible-enum'])) return literalOrEnum(lowering, schema, pointer, name);
  const types = typesOf(schema);
  if (listOf(schema.enum).length > 0) return enumerated(lowering, schema, types, pointer, name);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    if (listOf(schema[keyword]).length === 0) continue;
    // Rules about members say nothing of the type; the docs tell them.
    if (isRequirement(schema, keyword)) continue;
    return choiceOf(lowering, schema, keyword, pointer, name);
  }
  if (types.length > 1) return choiceOfTypes(lowering, schema, types, pointer, name);
  return ofType(lowering, types[0] ?? impliedType(schema), schema, pointer, name);
}

/** Values of lists and objects are told in the docs; the type is that of any such list or object. */
function enumerated(
  lowering: Lowering,
  schema: JsonObject,
  types: readonly string[],
  pointer: string,
  name: Name,
): Type {
  const isContainer = types.length === 1 && (types[0] === 'array' || types[0] === 'object');
  if (!isContainer) return literalOrEnum(lowering, schema, pointer, name);
  const { enum: values, ...rest } = schema;
  const areItems = listOf(values).every((value) => typeof value !== 'object');
  // `type: array, enum: [a, b]` means a list of those.
  if (types[0] === 'array' && areItems && (rest.items === undefined || isObject(rest.items))) {
    const items: JsonObject = { ...(isObject(rest.items) ? rest.items : {}), enum: values ?? [] };
    return ofType(lowering, 'array', { ...rest, items }, pointer, name);
  }
  return ofType(lowering, types[0], rest, pointer, name);
}

function ofType(lowering: Lowering, type: string | undefined, schema: JsonObject, pointer: string, name: Name): Type {
  const bounds = boundsOf(schema);
  switch (type) {
    case 'string':
      return primitive(stringPrimitive(schema), bounds);
    case 'integer':
      return primitive(integerPrimitive(schema), bounds);
    case 'number':
      return primitive(numberPrimitive(schema), bounds);
    case 'boolean':
      return primitive('boolean', bounds);
    case 'array':
      return arrayType(lowering, schema, pointer, name, bounds);
    case 'object':
      return objectType(lowering, schema, pointer, name, bounds);
    // How some documents write "a file".
    case 'file':
      return primitive('binary', bounds);
    default:
      return isOctets(schema) ? primitive('binary', {}) : JSON_TYPE;
  }
}

function arrayType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name, bounds: Bounds): Type {
  const itemName = joinNames(name, nameOf('item'));
  // A list of schemas below `items` is how drafts before 2020 wrote tuples.
  const legacy = Array.isArray(schema.items);
  const fixed = listOf(schema.prefixItems ?? (legacy ? schema.items : undefined));
  const rest = legacy ? schema.additionalItems : (schema.items ?? schema.unevaluatedItems);
  const place = pointerTo(pointer, 'items');
  if (fixed.length === 0) return listType(lowering, schema, pointer, typeOf(lowering, rest, place, itemName), bounds);
  const [step, isClosed] = [legacy ? 'items' : 'prefixItems', rest === false || bounds.maxItems === fixed.length];
  return {
    kind: 'tuple',
    items: fixed.map((item, index) =>
      typeOf(lowering, item, pointerTo(pointer, step, index), joinNames(itemName, nameOf(String(index + 1)))),
    ),
    rest: isClosed ? null : typeOf(lowering, rest, place, itemName),
  };
}

function listType(lowering: Lowering, schema: JsonObject, pointer: string, items: Type, bounds: Bounds): Type {
  const list: Type = { kind: 'list', items, bounds };
  if (schema['x-packed-floats'] !== true) return list;
  if (items.kind === 'primitive' && (items.primitive === 'float32' || items.primitive === 'float64'))
    return { ...list, packed: true };
  lowering.report(
    'extension-mismatch',
    pointerTo(pointer, 'x-packed-floats'),
    'only lists of floats can be packed',
    'Remove it, or make the items numbers of the format float or double.',
  );
  return list;
}

export function typesOf(schema: JsonObject): string[] {
  return typeof schema.type === 'string' ? [textOf(schema.type)] : stringsOf(schema.type);
}

/** Documents often leave `type` out where a keyword gives it away. */
export function impliedType(schema: JsonObject): string | undefined {
  const names = (keywords: readonly string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
  if (names(['properties', 'additionalProperties', 'patternProperties', 'propertyNames'])) return 'object';
  if (names(['items', 'prefixItems'])) return 'array';
  if (isOctets(schema)) return undefined;
  const format = textOf(schema.format);
  if (names(['pattern', 'minLength', 'maxLength', 'contentEncoding']) || TEXT_FORMATS.has(format)) return 'string';
  return undefined;
}

/** Formats only strings have. */
const TEXT_FORMATS = new Set(['date-time', 'date', 'uuid', 'byte', 'binary', 'uri', 'email', 'password']);

function primitive(name: Primitive, bounds: Bounds): Type {
  return { kind: 'primitive', primitive: name, bounds };
}
