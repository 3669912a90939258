import { isObject, type JsonObject, type JsonValue, listOf, pointerTo, stringsOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';

/** A schema without `allOf`: its parts' members, requirements and limits in one. */
export function withoutAllOf(lowering: Lowering, schema: JsonObject, pointer: string): JsonObject {
  return flatten(lowering, schema, pointer, new Set([pointer]));
}

function flatten(lowering: Lowering, schema: JsonObject, pointer: string, within: ReadonlySet<string>): JsonObject {
  if (!Array.isArray(schema.allOf)) return schema;
  const { allOf, ...own } = schema;
  const parts = listOf(allOf)
    .filter(isObject)
    .map((part, index) => {
      const { node, pointer: place } = lowering.references.resolve(part, pointerTo(pointer, 'allOf', index));
      if (within.has(place)) {
        lowering.report('recursive-allof', place, 'allOf includes itself', 'Refer to it from a property instead.');
        return {};
      }
      return flatten(lowering, node, place, new Set([...within, place]));
    });
  return [...parts, own].reduce((merged, part) => combine(merged, part, pointer, lowering), {});
}

/** Later parts win where only one value can hold; members and requirements add up. */
function combine(base: JsonObject, part: JsonObject, pointer: string, lowering: Lowering): JsonObject {
  const merged: JsonObject = { ...base, ...part };
  const properties = combineProperties(base.properties, part.properties);
  if (properties) merged.properties = properties;
  const required = [...new Set([...stringsOf(base.required), ...stringsOf(part.required)])];
  if (required.length > 0) merged.required = required;
  for (const keyword of ['oneOf', 'anyOf']) {
    if (base[keyword] && part[keyword]) {
      lowering.report(
        'allof-of-unions',
        pointer,
        `allOf combines two ${keyword}`,
        'Write the combinations out as one oneOf.',
      );
    }
  }
  return merged;
}

function combineProperties(base: JsonValue | undefined, part: JsonValue | undefined): JsonObject | undefined {
  if (!isObject(base)) return isObject(part) ? part : undefined;
  if (!isObject(part)) return base;
  const merged: JsonObject = { ...base };
  for (const [name, schema] of Object.entries(part)) {
    const before = merged[name];
    // A part that only annotates a member (a description, a default) keeps what the other says it is.
    merged[name] =
      isObject(before) && isObject(schema) && !('$ref' in before) && !('$ref' in schema)
        ? { ...before, ...schema }
        : schema;
  }
  return merged;
}
