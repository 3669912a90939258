import { type Bounds, joinNames, type Name, nameOf, type Primitive, type Type } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { boundsOf } from './bounds.ts';
import { declareEnum, declareObject, declareUnion, reference } from './declare.ts';
import { withoutAllOf } from './merge.ts';
import { integerPrimitive, numberPrimitive, stringPrimitive } from './primitive.ts';

export const JSON_TYPE: Type = { kind: 'primitive', primitive: 'json', bounds: {} };

/** The type a schema states. `name` is what an inline object, enum or union is called when it has no title. */
export function typeOf(lowering: Lowering, schema: JsonValue | undefined, pointer: string, name: Name): Type {
  if (schema === undefined || schema === true) return JSON_TYPE;
  if (!isObject(schema)) {
    lowering.report('impossible-schema', pointer, 'no value fits this schema', 'Remove it, or say what it takes.');
    return JSON_TYPE;
  }
  if (typeof schema.$ref === 'string') return referredType(lowering, schema, pointer, name);
  const whole = withoutAllOf(lowering, schema, pointer);
  return isNullable(whole)
    ? nullable(bareType(lowering, withoutNull(whole), pointer, name))
    : bareType(lowering, whole, pointer, name);
}

function referredType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  const target = lowering.references.resolve(schema, pointer);
  const component = /^#\/components\/schemas\/([^/]+)$/.exec(target.pointer)?.[1];
  const type = component
    ? reference(lowering, target, nameOf(component.replaceAll('~1', '/').replaceAll('~0', '~')))
    : typeOf(lowering, target.node, target.pointer, name);
  return schema.nullable === true ? nullable(type) : type;
}

/** A schema that says neither `$ref`, `allOf` nor null. */
export function bareType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  for (const keyword of ['not', 'if', '$dynamicRef', 'patternProperties']) {
    if (keyword in schema)
      lowering.report(
        'unsupported-keyword',
        pointerTo(pointer, keyword),
        `${keyword} has no type in the SDKs`,
        'Leave it out of what SDKs see.',
      );
  }
  if ('const' in schema) return literalOf(schema.const, pointer, lowering);
  if (Array.isArray(schema.enum) || Array.isArray(schema['x-extensible-enum']))
    return enumType(lowering, schema, pointer, name);
  const choice = schema.oneOf ? 'oneOf' : schema.anyOf ? 'anyOf' : null;
  if (choice) return unionOf(lowering, schema, choice, pointer, name);
  const types = typesOf(schema);
  if (types.length > 1)
    return declareUnion(
      lowering,
      { ...schema, oneOf: types.map((type) => ({ ...schema, type })) },
      'oneOf',
      pointer,
      name,
    );
  return ofType(lowering, types[0] ?? impliedType(schema), schema, pointer, name);
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
    default:
      return JSON_TYPE;
  }
}

function arrayType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name, bounds: Bounds): Type {
  const itemName = joinNames(name, nameOf('item'));
  const fixed = listOf(schema.prefixItems);
  const items = pointerTo(pointer, 'items');
  if (fixed.length === 0) return { kind: 'list', items: typeOf(lowering, schema.items, items, itemName), bounds };
  return {
    kind: 'tuple',
    items: fixed.map((item, index) =>
      typeOf(lowering, item, pointerTo(pointer, 'prefixItems', index), joinNames(itemName, nameOf(String(index + 1)))),
    ),
    rest:
      schema.items === false || bounds.maxItems === fixed.length
        ? null
        : typeOf(lowering, schema.items, items, itemName),
  };
}

function objectType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name, bounds: Bounds): Type {
  if (Object.keys(isObject(schema.properties) ? schema.properties : {}).length > 0)
    return declareObject(lowering, schema, pointer, name);
  const { additionalProperties } = schema;
  // `{type: object}` alone promises nothing of its members: a map of any JSON.
  if (additionalProperties === false) return declareObject(lowering, schema, pointer, name);
  const values = typeOf(
    lowering,
    additionalProperties,
    pointerTo(pointer, 'additionalProperties'),
    joinNames(name, nameOf('value')),
  );
  return { kind: 'map', values, bounds };
}

function unionOf(
  lowering: Lowering,
  schema: JsonObject,
  keyword: 'oneOf' | 'anyOf',
  pointer: string,
  name: Name,
): Type {
  const choices = listOf(schema[keyword]);
  const [only] = choices;
  if (choices.length === 1 && only !== undefined) return typeOf(lowering, only, pointerTo(pointer, keyword, 0), name);
  const listed = choices.filter(isObject).find((choice) => choice.type === 'string' && Array.isArray(choice.enum));
  // `anyOf: [string, enum]` is how documents without an extension write an open enum.
  if (
    keyword === 'anyOf' &&
    choices.length === 2 &&
    listed &&
    choices.some((choice) => isObject(choice) && choice.type === 'string' && !choice.enum)
  ) {
    return declareEnum(lowering, { ...schema, 'x-extensible-enum': listed.enum ?? [] }, pointer, name);
  }
  return declareUnion(lowering, schema, keyword, pointer, name);
}

function enumType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  const values = listOf(schema['x-extensible-enum'] ?? schema.enum);
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.has('boolean') && kinds.size === 1)
    return values.length === 1 ? literalOf(values[0], pointer, lowering) : primitive('boolean', {});
  if (kinds.size === 1 && (kinds.has('string') || kinds.has('number')))
    return declareEnum(lowering, schema, pointer, name);
  lowering.report('mixed-enum', pointer, 'enum mixes types, or lists none', 'List strings only, or numbers only.');
  return JSON_TYPE;
}

function literalOf(value: JsonValue | undefined, pointer: string, lowering: Lowering): Type {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'literal', value };
  lowering.report('structured-const', pointer, 'const is a list or an object', 'Describe it by its members.');
  return JSON_TYPE;
}

function isNullable(schema: JsonObject): boolean {
  const choices = [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
  const enumerates = listOf(schema.enum).includes(null);
  return schema.nullable === true || stringsOf(schema.type).includes('null') || enumerates || choices.some(isNull);
}

function isNull(schema: JsonValue): boolean {
  return isObject(schema) && schema.type === 'null';
}

function withoutNull(schema: JsonObject): JsonObject {
  const { nullable: _, ...rest } = schema;
  const types = stringsOf(rest.type).filter((type) => type !== 'null');
  if (types.length > 0) rest.type = types;
  for (const keyword of ['oneOf', 'anyOf'])
    if (rest[keyword]) rest[keyword] = listOf(rest[keyword]).filter((choice) => !isNull(choice));
  if (Array.isArray(rest.enum)) rest.enum = rest.enum.filter((value) => value !== null);
  return rest;
}

function typesOf(schema: JsonObject): string[] {
  return typeof schema.type === 'string' ? [textOf(schema.type)] : stringsOf(schema.type);
}

/** Documents often leave `type` out where a keyword gives it away. */
function impliedType(schema: JsonObject): string | undefined {
  if (schema.properties || schema.additionalProperties !== undefined) return 'object';
  return schema.items !== undefined || schema.prefixItems ? 'array' : undefined;
}

function nullable(inner: Type): Type {
  return inner.kind === 'nullable' ? inner : { kind: 'nullable', inner };
}

function primitive(name: Primitive, bounds: Bounds): Type {
  return { kind: 'primitive', primitive: name, bounds };
}
