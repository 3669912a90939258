import { joinNames, type Name, nameOf, type Type, type Variant } from '@sdkgen/ir';
import { schemaDocs } from '../docs.ts';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { declare, titled } from './declare.ts';
import { matchOf } from './discriminator.ts';
import { declareEnum } from './enum.ts';
import { listedTexts } from './listed.ts';
import { hasStructure, without } from './merge.ts';
import { componentOf, rememberChildren } from './places.ts';
import { typeOf } from './type.ts';
import { xmlOf } from './xml.ts';

type Keyword = 'oneOf' | 'anyOf';

/** A choice of schemas. What stands beside the choices belongs to each of them. */
export function choiceOf(lowering: Lowering, schema: JsonObject, keyword: Keyword, pointer: string, name: Name): Type {
  const choices = distinct(carrying(lowering, schema, keyword, pointer, name));
  const [only] = choices;
  if (choices.length === 1 && only !== undefined) return typeOf(lowering, only, pointerTo(pointer, keyword, 0), name);
  const listed = listedTexts(lowering, choices);
  if (listed)
    return declareEnum(lowering, { ...without(schema, keyword), ...listed.schema }, listed.values, pointer, name);
  return declareUnion(lowering, { ...schema, [keyword]: choices }, keyword, pointer, name);
}

/** `type: [a, b]`: one choice for each. */
export function choiceOfTypes(
  lowering: Lowering,
  schema: JsonObject,
  types: readonly string[],
  pointer: string,
  name: Name,
): Type {
  const bare = without(schema, 'title', 'description', 'default', 'example', 'examples');
  return declareUnion(lowering, { ...schema, oneOf: types.map((type) => ({ ...bare, type })) }, 'oneOf', pointer, name);
}

/** The choices, each with the members beside them unless it has those already. */
function carrying(lowering: Lowering, schema: JsonObject, keyword: Keyword, pointer: string, name: Name): JsonValue[] {
  const choices = listOf(schema[keyword]);
  const base = without(
    schema,
    keyword,
    'title',
    'description',
    'default',
    'example',
    'examples',
    'discriminator',
    'xml',
  );
  if (!hasStructure(base)) return choices;
  rememberChildren(lowering.places, schema, pointer, name);
  const members = Object.keys(objectOf(base.properties));
  return choices.map((choice, index) => {
    const { node: resolved, pointer: place } = lowering.resolve(objectOf(choice), pointerTo(pointer, keyword, index));
    // Round in a circle each choice would carry ever more.
    if (lowering.carrying.has(place) || lowering.isDeclaring(place)) return choice;
    const own = objectOf(resolved.properties);
    const hasAll = members.every((member) => member in own) && !['oneOf', 'anyOf'].some((other) => other in base);
    if (hasAll || resolved.$ref !== undefined) return choice;
    const title = textOf(objectOf(choice).title) || textOf(objectOf(choice).$ref).split('/').at(-1);
    const merged: JsonObject = { allOf: [base, choice] };
    if (title) merged['x-choice'] = title;
    lowering.carriers.set(merged, place);
    return merged;
  });
}

/** Choices that differ only in what no type can say are one. */
function distinct(choices: readonly JsonValue[]): JsonValue[] {
  const seen = new Map<string, JsonValue>();
  for (const choice of choices) {
    const key = isObject(choice) ? JSON.stringify(typed(choice)) : JSON.stringify(choice);
    if (!seen.has(key)) seen.set(key, choice);
  }
  return [...seen.values()];
}

/** Keywords of plain values that shape no type. */
const LIMITS = [
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'multipleOf',
  'title',
  'description',
  'example',
  'examples',
  'default',
];

function typed(choice: JsonObject): JsonObject {
  return choice.type === 'string' || choice.type === 'number' || choice.type === 'integer'
    ? without(choice, ...LIMITS)
    : choice;
}

export function declareUnion(
  lowering: Lowering,
  schema: JsonObject,
  keyword: Keyword,
  pointer: string,
  name: Name,
): Type {
  return declare(lowering, pointer, () => {
    const own = titled(schema, pointer, name);
    const choices = listOf(schema[keyword]);
    const variants = choices.map((choice, index) =>
      variantOf(lowering, own, choice, pointerTo(pointer, keyword, index), index),
    );
    return {
      kind: 'union',
      id: pointer,
      name: own,
      docs: schemaDocs(without(schema, keyword)),
      xml: xmlOf(lowering, schema),
      variants,
      match: matchOf(lowering, schema, choices),
    };
  });
}

function variantOf(lowering: Lowering, owner: Name, choice: JsonValue, pointer: string, index: number): Variant {
  const schema = objectOf(choice);
  const component = typeof schema.$ref === 'string' ? componentOf(schema.$ref) : null;
  const label = textOf(schema['x-choice']) || textOf(schema.title) || textOf(schema.type) || `option ${index + 1}`;
  const name = component ?? nameOf(label);
  const carried = lowering.carriers.get(schema);
  if (carried !== undefined) lowering.carrying.add(carried);
  const type = typeOf(lowering, choice, pointer, component ?? joinNames(owner, name));
  if (carried !== undefined) lowering.carrying.delete(carried);
  return { name, type };
}
