import type { Name } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo, stringsOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { componentOf, rememberChildren } from './places.ts';

/** What belongs to the schema that says it, not to those that include it. */
const OWN_ONLY = [
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'discriminator',
  'xml',
  'externalDocs',
];
/** Beyond this, choices that multiply are no longer written out. */
const MAX_CHOICES = 16;
/** Parents of parents of parents, as many as any design has. */
const MAX_INCLUDED = 300;

interface Part {
  readonly schema: JsonObject;
  readonly pointer: string;
  readonly name: Name;
}

/** A schema without `allOf`: its parts' members, requirements and limits in one. */
export function withoutAllOf(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): JsonObject {
  return flatten(lowering, { schema, pointer, name }, new Set([pointer]));
}

function flatten(lowering: Lowering, { schema, pointer, name }: Part, within: ReadonlySet<string>): JsonObject {
  if (!Array.isArray(schema.allOf)) {
    rememberChildren(lowering.places, schema, pointer, name);
    return schema;
  }
  const known = lowering.flattened.get(schema);
  if (known) {
    lowering.repeat(known.findings);
    return known.schema;
  }
  if (within.size > MAX_INCLUDED) {
    lowering.report('too-deep', pointer, 'allOf includes without end', 'Include the outermost schemas directly.');
    return {};
  }
  const before = lowering.findings.length;
  const { allOf, ...own } = schema;
  const parts = listOf(allOf)
    .filter(isObject)
    .map((part, index) => {
      const { node, pointer: place } = lowering.resolve(part, pointerTo(pointer, 'allOf', index));
      if (within.has(place)) {
        lowering.report('recursive-allof', place, 'allOf includes itself', 'Refer to it from a property instead.');
        return {};
      }
      const deeper = new Set([...within, place]);
      const whole = flatten(lowering, { schema: node, pointer: place, name: componentOf(place) ?? name }, deeper);
      const included = typeof part.$ref === 'string' ? inherited(lowering, whole, deeper) : whole;
      return besideRef(part, included, lowering);
    });
  rememberChildren(lowering.places, own, pointer, name);
  const whole = [...parts, own].reduce(combine, {});
  // Members that several parts describe stand here and nowhere else.
  rememberChildren(lowering.places, whole, pointer, name);
  lowering.flattened.set(schema, { schema: whole, findings: lowering.findings.slice(before) });
  return whole;
}

/** What an included schema passes on. A parent that lists its children as choices does not make each child such a choice. */
function inherited(lowering: Lowering, schema: JsonObject, within: ReadonlySet<string>): JsonObject {
  const passed: JsonObject = { ...schema };
  for (const keyword of OWN_ONLY) delete passed[keyword];
  for (const keyword of ['oneOf', 'anyOf']) {
    const choices = listOf(passed[keyword]).filter(isObject);
    if (choices.some((choice) => typeof choice.$ref === 'string' && within.has(lowering.resolve(choice, '').pointer)))
      delete passed[keyword];
  }
  return passed;
}

function besideRef(part: JsonObject, included: JsonObject, lowering: Lowering): JsonObject {
  if (typeof part.$ref !== 'string' || lowering.isLegacy) return included;
  const { $ref: _, ...beside } = part;
  return combine(included, beside);
}

/** Two schemas that both hold. Later parts win where only one value can; members, requirements and choices add up. */
export function combine(base: JsonObject, part: JsonObject): JsonObject {
  const merged: JsonObject = { ...base, ...part };
  for (const keyword of ['properties', 'patternProperties']) {
    const members = combineMembers(base[keyword], part[keyword]);
    if (members) merged[keyword] = members;
  }
  const required = [...new Set([...stringsOf(base.required), ...stringsOf(part.required)])];
  if (required.length > 0) merged.required = required;
  const type = commonType(base.type, part.type);
  if (type !== undefined) merged.type = type;
  combineChoices(base, part, merged);
  return merged;
}

function combineMembers(base: JsonValue | undefined, part: JsonValue | undefined): JsonObject | undefined {
  if (!isObject(base)) return isObject(part) ? part : undefined;
  if (!isObject(part)) return base;
  const merged: JsonObject = { ...base };
  for (const [name, schema] of Object.entries(part)) {
    const before = merged[name];
    merged[name] = before === undefined || before === schema ? schema : bothOf(before, schema);
  }
  return merged;
}

/** A part that only annotates a member (a description, a default) keeps what the other says it is. */
function bothOf(before: JsonValue, after: JsonValue): JsonValue {
  if (!isObject(before)) return before === false ? before : after;
  if (!isObject(after)) return after === false ? after : before;
  if (isAnnotation(before)) return { ...before, ...after };
  if (isAnnotation(after)) return { ...before, ...after };
  if (listOf(after.allOf).includes(before)) return after;
  if (listOf(before.allOf).includes(after)) return before;
  if (JSON.stringify(before) === JSON.stringify(after)) return before;
  const isPlain = (schema: JsonObject) => !('$ref' in schema) && !('allOf' in schema) && !('properties' in schema);
  if (isPlain(before) && isPlain(after)) return combine(before, after);
  return { allOf: [before, after] };
}

/** The narrower of two types: what both allow, else what the later part says. */
function commonType(base: JsonValue | undefined, part: JsonValue | undefined): JsonValue | undefined {
  if (base === undefined || part === undefined) return base ?? part;
  const listed = (type: JsonValue) => (Array.isArray(type) ? stringsOf(type) : [String(type)]);
  const allows = (types: readonly string[], type: string) =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  const [before, after] = [listed(base), listed(part)];
  const both = [
    ...after.filter((type) => allows(before, type)),
    ...before.filter((type) => !after.includes(type) && allows(after, type)),
  ];
  if (both.length === 0) return part;
  return both.length === 1 ? both[0] : both;
}

/** Choices of both parts multiply; where that would be too many, the members all share are kept and the choices are told. */
function combineChoices(base: JsonObject, part: JsonObject, merged: JsonObject): void {
  for (const keyword of ['oneOf', 'anyOf']) {
    const [before, after] = [listOf(base[keyword]), listOf(part[keyword])];
    if (before.length === 0 || after.length === 0) continue;
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    if (before.length * after.length <= MAX_CHOICES) {
      merged[keyword] = before.flatMap((first) => after.map((second) => ({ allOf: [first, second] })));
      continue;
    }
    delete merged[keyword];
    merged.description = [
      merged.description,
      `Also one of ${before.length} and one of ${after.length} further schemas.`,
    ]
      .filter(Boolean)
      .join('\n\n');
  }
}

/** Keywords that say nothing of what a value may be. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'nullable',
  'externalDocs',
  'xml',
  '$comment',
  'summary',
]);

/** Whether a schema says nothing of its values. `type: object` beside a reference to one says nothing either. */
export function isAnnotation(schema: JsonObject): boolean {
  return Object.entries(schema).every(
    ([key, value]) => ANNOTATIONS.has(key) || key.startsWith('x-') || (key === 'type' && value === 'object'),
  );
}

/** `allOf: [{$ref}]` with nothing but annotations: how 3.0 puts a description beside a reference. */
export function soleReference(schema: JsonObject): JsonObject | null {
  const { allOf, ...own } = schema;
  if (!Array.isArray(allOf) || !isAnnotation(own)) return null;
  const parts = allOf.filter(isObject);
  const [reference, ...others] = parts.filter((part) => !isAnnotation(part));
  if (!reference || others.length > 0 || typeof reference.$ref !== 'string') return null;
  const { $ref, ...beside } = reference;
  if (!isAnnotation(beside)) return null;
  const nullable = [own, reference, ...parts].some((part) => part.nullable === true);
  return { $ref, ...(nullable && { nullable }) };
}

/** What stands beside a keyword that is taken on its own. */
export function without(schema: JsonObject, ...keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keywords.includes(key)));
}

/** Whether a schema names members or anything else a choice beside it would have to carry. */
export function hasStructure(schema: JsonObject): boolean {
  const members = Object.keys(objectOf(schema.properties)).length > 0;
  const typed = ['additionalProperties', 'patternProperties', 'unevaluatedProperties', 'items'].some((keyword) =>
    isObject(schema[keyword]),
  );
  return (
    members || typed || ['allOf', 'oneOf', 'anyOf', 'enum', 'const', 'prefixItems'].some((keyword) => keyword in schema)
  );
}
