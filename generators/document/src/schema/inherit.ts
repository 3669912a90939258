import { isObject, type JsonObject, listOf, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { without } from './merge.ts';

/**
 * A component with a discriminator and no choices of its own is a parent: whoever refers to it may get any of its children, the
 * components whose `allOf` includes it. It reads as the choice of them.
 */
export function asChildren(lowering: Lowering, node: JsonObject, pointer: string): JsonObject {
  const { discriminator } = node;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return node;
  if ('oneOf' in node || 'anyOf' in node) return node;
  const children = descendantsOf(lowering, pointer);
  if (children.length === 0) return node;
  const mapping = objectOf(discriminator.mapping);
  const isMapped = Object.values(mapping).some(
    (target) => pointer === target || pointer.endsWith(`/${textOf(target)}`),
  );
  const choices: JsonObject[] = children.map(($ref) => ({ $ref }));
  const itself = without(node, 'discriminator', 'description');
  return {
    ...(typeof node.description === 'string' && { description: node.description }),
    oneOf: isMapped ? [...choices, itself] : choices,
    discriminator: isMapped ? tagged(discriminator, mapping, pointer, itself) : discriminator,
  };
}

/** The parent's own tag is a constant of its own member: that is how a choice without a name says its tag. */
function tagged(discriminator: JsonObject, mapping: JsonObject, pointer: string, itself: JsonObject): JsonObject {
  const property = textOf(discriminator.propertyName);
  const own = Object.keys(mapping).filter(
    (tag) => mapping[tag] === pointer || pointer.endsWith(`/${textOf(mapping[tag])}`),
  );
  itself.properties = { ...objectOf(itself.properties), [property]: { type: 'string', enum: own } };
  return discriminator;
}

/** Children, and theirs, in document order. */
function descendantsOf(lowering: Lowering, parent: string): string[] {
  const found = new Set<string>();
  const pending = [parent];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    for (const child of lowering.childrenByParent().get(next) ?? []) {
      if (found.has(child) || child === parent) continue;
      found.add(child);
      pending.push(child);
    }
  }
  return [...found];
}

/** Which components include which by `allOf`. */
export function childrenByParent(root: JsonObject): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(objectOf(objectOf(root.components).schemas))) {
    for (const part of listOf(objectOf(schema).allOf)) {
      const $ref = textOf(objectOf(part).$ref);
      if (!$ref) continue;
      children.set($ref, [...(children.get($ref) ?? []), pointerTo('#/components/schemas', name)]);
    }
  }
  return children;
}
