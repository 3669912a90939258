import { type Bounds, joinNames, type Name, nameOf, type Property, type Type } from '@sdkgen/ir';
import { schemaDocs } from '../docs.ts';
import { isObject, type JsonObject, type JsonValue, objectOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { declare, titled } from './declare.ts';
import { isAnnotation, soleReference } from './merge.ts';
import { typeOf } from './type.ts';
import { declareUnion } from './union.ts';
import { xmlOf } from './xml.ts';

/** An object with named members is declared; one whose keys are data is a map. */
export function objectType(lowering: Lowering, schema: JsonObject, pointer: string, name: Name, bounds: Bounds): Type {
  const hasMembers = Object.keys(objectOf(schema.properties)).length > 0;
  const extras = extrasOf(schema);
  const isEmpty = extras.length === 0 && schema.additionalProperties === false;
  if (hasMembers || isEmpty) return declareObject(lowering, schema, pointer, name);
  // `{type: object}` alone promises nothing of its members: a map of any JSON.
  return { kind: 'map', values: extraType(lowering, schema, extras, pointer, name), bounds };
}

function declareObject(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  return declare(lowering, pointer, () => {
    const required = new Set(stringsOf(schema.required));
    const own = titled(schema, pointer, name);
    const extras = extrasOf(schema);
    return {
      kind: 'object',
      id: pointer,
      name: own,
      docs: schemaDocs(schema),
      xml: xmlOf(lowering, schema),
      properties: Object.entries(objectOf(schema.properties))
        // A member that must be absent is none.
        .filter(([, member]) => member !== false)
        .map(([wire, member]) =>
          propertyOf(lowering, own, wire, member, pointerTo(pointer, 'properties', wire), required.has(wire)),
        ),
      additional: extras.length > 0 ? extraType(lowering, schema, extras, pointer, own) : null,
      items: textOf(schema['x-items']) || null,
      // Both are settled by passes over the whole API.
      usage: { request: false, response: false },
      recursive: false,
    };
  });
}

/** What members not named may be, with the step to it. Schemas that take anything say nothing. */
function extrasOf(schema: JsonObject): (readonly [schema: JsonObject, ...step: string[]])[] {
  const patterns = Object.entries(objectOf(schema.patternProperties)).flatMap(([pattern, child]) =>
    isObject(child) ? [[child, 'patternProperties', pattern] as const] : [],
  );
  const others = ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) => {
    const child = schema[keyword];
    return isObject(child) && !isAnnotation(child) ? [[child, keyword] as const] : [];
  });
  return [...patterns, ...others.slice(0, 1)];
}

function extraType(
  lowering: Lowering,
  schema: JsonObject,
  extras: ReturnType<typeof extrasOf>,
  pointer: string,
  owner: Name,
): Type {
  const name = joinNames(owner, nameOf('value'));
  const [first, ...more] = extras;
  if (!first) {
    const { additionalProperties } = schema;
    const open = isObject(additionalProperties) ? additionalProperties : undefined;
    return typeOf(lowering, open, pointerTo(pointer, 'additionalProperties'), name);
  }
  const [child, ...step] = first;
  if (more.length === 0) return typeOf(lowering, child, pointerTo(pointer, ...step), name);
  // Which pattern a key matches is not a matter of types: its value is one of what they all allow.
  const distinct = [...new Map(extras.map(([each]) => [JSON.stringify(each), each])).values()];
  return distinct.length === 1
    ? typeOf(lowering, child, pointerTo(pointer, ...step), name)
    : declareUnion(lowering, { anyOf: distinct }, 'anyOf', pointerTo(pointer, 'patternProperties'), name);
}

function propertyOf(
  lowering: Lowering,
  owner: Name,
  wire: string,
  member: JsonValue,
  pointer: string,
  required: boolean,
): Property {
  const name = nameOf(wire);
  const schema = objectOf(member);
  const referred = lowering.resolve(soleReference(schema) ?? schema, pointer).node;
  const says = (keyword: string) => schema[keyword] === true || referred[keyword] === true;
  return {
    name,
    type: typeOf(lowering, member, pointer, joinNames(owner, name)),
    required,
    access: says('readOnly') === says('writeOnly') ? 'both' : says('readOnly') ? 'read' : 'write',
    default: schema.default as Property['default'],
    docs: schemaDocs(schema, referred),
    xml: xmlOf(lowering, schema),
    pointer,
  };
}
