import { joinNames, type Name, nameOf } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo } from '../json.ts';

/** Where a schema stands and what it is called there, whatever brought it elsewhere. */
export interface Place {
  readonly pointer: string;
  readonly name: Name;
}

/** The schemas directly inside a schema, with the step to each. */
export function childrenOf(schema: JsonObject): (readonly [child: JsonObject, ...step: (string | number)[]])[] {
  const found: [JsonObject, ...(string | number)[]][] = [];
  const take = (child: JsonValue | undefined, ...step: (string | number)[]) => {
    if (isObject(child)) found.push([child, ...step]);
  };
  for (const keyword of ['properties', 'patternProperties'])
    for (const [name, child] of Object.entries(objectOf(schema[keyword]))) take(child, keyword, name);
  for (const keyword of ['oneOf', 'anyOf', 'prefixItems'])
    for (const [index, child] of listOf(schema[keyword]).entries()) take(child, keyword, index);
  for (const keyword of ['items', 'additionalProperties', 'unevaluatedProperties']) take(schema[keyword], keyword);
  return found;
}

/** Remembers where the children of a schema stand before its members are merged into another's. */
export function rememberChildren(
  places: WeakMap<JsonObject, Place>,
  schema: JsonObject,
  pointer: string,
  name: Name,
): void {
  for (const [child, ...step] of childrenOf(schema)) {
    const last = step.at(-1);
    const own = step[0] === 'properties' ? nameOf(String(last)) : nameOf(step[0] === 'items' ? 'item' : step.join(' '));
    if (!places.has(child)) places.set(child, { pointer: pointerTo(pointer, ...step), name: joinNames(name, own) });
  }
}

/** Components, of this document or one bundled with it; definitions; and a bundled document that is a schema. */
const NAMED =
  /^#\/(?:(?:x-external\/[^/]+\/)?components\/schemas|(?:.*\/)?(?:\$defs|definitions)|x-external)\/([^/]+)$/;

/** The component a pointer stands for, as its name; null for any other place. */
export function componentOf(pointer: string): Name | null {
  const name = NAMED.exec(pointer)?.[1];
  return name === undefined ? null : nameOf(decodePointer(name));
}

/** A name for an inline schema that is referred to by its place: what its pointer says. */
export function nameOfPlace(pointer: string): Name {
  const component = /^#\/components\/[^/]+\/(.+)$/.exec(pointer)?.[1] ?? pointer.slice(2);
  const steps = component.split('/').filter((step) => !['properties', 'schema', 'content', 'allOf'].includes(step));
  return nameOf(decodePointer(steps.join(' ')));
}

function decodePointer(text: string): string {
  return decode(text).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
