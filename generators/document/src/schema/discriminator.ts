import type { UnionMatch } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { withoutAllOf } from './merge.ts';
import { componentOf, nameOfPlace } from './places.ts';

/** How a decoder tells the choices apart: by the tag where every choice has one of its own, else by what fits. */
export function matchOf(lowering: Lowering, schema: JsonObject, choices: readonly JsonValue[]): UnionMatch {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return { kind: 'first-fit' };
  const property = discriminator.propertyName;
  const tags = new Map<string, number>();
  const mapped = mappedTags(objectOf(discriminator.mapping), choices);
  for (const [tag, variant] of mapped) tags.set(tag, variant);
  for (const [variant, choice] of choices.entries()) {
    if (mapped.some(([, other]) => other === variant)) continue;
    const own = impliedTags(lowering, objectOf(choice), property, 0);
    if (own.length === 0 || own.some((tag) => tags.has(tag))) return { kind: 'first-fit' };
    for (const tag of own) tags.set(tag, variant);
  }
  return { kind: 'tag', property, tags: [...tags] };
}

function mappedTags(mapping: JsonObject, choices: readonly JsonValue[]): [tag: string, variant: number][] {
  const refs = choices.map((choice) => textOf(objectOf(choice).$ref));
  return Object.entries(mapping)
    .map(([tag, target]): [string, number] => [
      tag,
      refs.findIndex((ref) => ref !== '' && (ref === target || ref.endsWith(`/${textOf(target)}`))),
    ])
    .filter(([, variant]) => variant >= 0);
}

/** Without a mapping the member itself says its constants; where it says none, the component's name is the tag. */
function impliedTags(lowering: Lowering, choice: JsonObject, property: string, depth: number): string[] {
  const { node, pointer } = lowering.resolve(choice, '');
  const whole = withoutAllOf(lowering, node, pointer, nameOfPlace(pointer || '#/choice'));
  const member = objectOf(objectOf(whole.properties)[property]);
  const { node: target } = lowering.resolve(member, '');
  if (typeof target.const === 'string') return [target.const];
  const listed = stringsOf(target.enum);
  if (listed.length > 0) return listed;
  const nested = [...listOf(whole.oneOf), ...listOf(whole.anyOf)].filter(isObject);
  if (nested.length > 0 && depth < 8) {
    const inner = nested.map((each) => impliedTags(lowering, each, property, depth + 1));
    return inner.every((tags) => tags.length > 0) ? inner.flat() : [];
  }
  const component = typeof choice.$ref === 'string' ? componentOf(choice.$ref) : null;
  return component ? [component.wire] : [];
}
