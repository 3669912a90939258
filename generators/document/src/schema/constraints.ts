import { isObject, type JsonObject, type JsonValue, listOf, numberOf, objectOf, stringsOf } from '../json.ts';

/** Long schemas are for the document, not for a doc comment. */
const MAX_LENGTH = 160;

/**
 * What a schema asks that no type can say, one sentence each. Servers check it; SDKs only tell their users. Nothing of it is
 * refused and nothing of it is lost.
 */
export function constraintsOf(schema: JsonObject): string[] {
  return [...ofAnything(schema), ...ofMembers(schema), ...ofItems(schema)];
}

function ofAnything(schema: JsonObject): string[] {
  const conditions = (['oneOf', 'anyOf'] as const).flatMap((keyword) =>
    isRequirement(schema, keyword) ? [requirement(keyword, listOf(schema[keyword]))] : [],
  );
  return [
    ...conditions,
    'not' in schema ? `Must not fit ${quoted(schema.not)}.` : '',
    'if' in schema ? conditional(schema) : '',
    isStructured(schema.const) ? `Always ${quoted(schema.const)}.` : '',
    listOf(schema.enum).some(isStructured) ? `One of ${listOf(schema.enum).map(quoted).join(', ')}.` : '',
    schema.contentSchema !== undefined ? `Holds ${quoted(schema.contentSchema)} as text.` : '',
  ].filter(Boolean);
}

function ofMembers(schema: JsonObject): string[] {
  return [
    ...Object.entries(objectOf(schema.patternProperties)).map(
      ([pattern, child]) => `Members whose name matches ${code(pattern)} fit ${quoted(child)}.`,
    ),
    'propertyNames' in schema ? `Names of members fit ${quoted(schema.propertyNames)}.` : '',
    ...Object.entries(objectOf(schema.dependentRequired)).map(
      ([member, others]) => `With ${code(member)} also ${stringsOf(others).map(code).join(', ')}.`,
    ),
    ...Object.entries(objectOf(schema.dependentSchemas)).map(
      ([member, child]) => `With ${code(member)} it fits ${quoted(child)}.`,
    ),
    ...memberCount(schema),
  ].filter(Boolean);
}

/** Maps have bounds of their own; objects with named members do not. */
function memberCount(schema: JsonObject): string[] {
  if (!isObject(schema.properties)) return [];
  const [low, high] = [numberOf(schema.minProperties), numberOf(schema.maxProperties)];
  return [low ? `At least ${low} of its members.` : '', high === undefined ? '' : `At most ${high} of its members.`];
}

function ofItems(schema: JsonObject): string[] {
  if (!('contains' in schema)) return [];
  const low = numberOf(schema.minContains) ?? 1;
  const high = numberOf(schema.maxContains);
  const count = high === undefined ? `at least ${low}` : `${low} to ${high}`;
  return [`Holds ${count} that fit ${quoted(schema.contains)}.`];
}

function conditional(schema: JsonObject): string {
  const then = 'then' in schema ? `, then ${quoted(schema.then)}` : '';
  const otherwise = 'else' in schema ? `, else ${quoted(schema.else)}` : '';
  return `If it fits ${quoted(schema.if)}${then}${otherwise}.`;
}

/** `anyOf: [{required: [a]}, {required: [b]}]` beside members is a rule about them, not a choice of types. */
export function isRequirement(schema: JsonObject, keyword: 'oneOf' | 'anyOf'): boolean {
  const choices = listOf(schema[keyword]);
  return choices.length > 0 && choices.every((choice) => isObject(choice) && onlyAsks(choice));
}

const ASKING = new Set([
  'required',
  'not',
  'title',
  'description',
  'minProperties',
  'maxProperties',
  'anyOf',
  'oneOf',
  'allOf',
]);

function onlyAsks(choice: JsonObject): boolean {
  const keys = Object.keys(choice).filter((key) => !(key === 'type' && choice.type === 'object'));
  if (keys.length === 0 || !keys.every((key) => ASKING.has(key))) return false;
  return ['anyOf', 'oneOf', 'allOf'].every((keyword) =>
    listOf(choice[keyword]).every((inner) => isObject(inner) && onlyAsks(inner)),
  );
}

function requirement(keyword: 'oneOf' | 'anyOf', choices: readonly JsonValue[]): string {
  const count = keyword === 'oneOf' ? 'Exactly one' : 'At least one';
  const simple = choices.every((choice) => isObject(choice) && Array.isArray(choice.required));
  const each = choices.map((choice) =>
    simple ? stringsOf(objectOf(choice).required).map(code).join(' with ') : quoted(choice),
  );
  return `${count} of: ${each.join('; ')}.`;
}

function isStructured(value: JsonValue | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

const code = (text: string): string => `\`${text}\``;

function quoted(value: JsonValue | undefined): string {
  const text = JSON.stringify(value) ?? '';
  return code(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}
