import {
  type Declaration,
  type EnumMember,
  joinNames,
  type Name,
  nameOf,
  type Property,
  type Type,
  type UnionMatch,
  type Variant,
} from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { typeOf } from './type.ts';

/** Declares a component once, whatever kind it turns out to be, and refers to it. */
export function reference(lowering: Lowering, { node, pointer }: Located, name: Name): Type {
  if (!lowering.declarations.has(pointer)) {
    lowering.declarations.set(pointer, null);
    const target = typeOf(lowering, node, pointer, name);
    // Objects, enums and unions declared themselves under this pointer; anything else is named by an alias.
    if (!lowering.declarations.get(pointer) || wraps(target, pointer)) {
      alias(lowering, node, pointer, name, target);
    }
  }
  return { kind: 'reference', id: pointer };
}

/** A nullable component: the alias keeps the component's id, its inner declaration moves one step down. */
function wraps(target: Type, pointer: string): boolean {
  return !(target.kind === 'reference' && target.id === pointer);
}

function alias(lowering: Lowering, node: JsonObject, pointer: string, name: Name, target: Type): void {
  const inner = lowering.declarations.get(pointer);
  if (!inner) {
    lowering.declarations.set(pointer, { kind: 'alias', id: pointer, name, docs: docsOf(node), xml: null, target });
    return;
  }
  const id = pointerTo(pointer, 'value');
  lowering.declarations.set(id, { ...inner, id, name: joinNames(name, nameOf('value')) });
  lowering.declarations.set(pointer, {
    kind: 'alias',
    id: pointer,
    name,
    docs: docsOf(node),
    xml: null,
    target: redirect(target, pointer, id),
  });
}

function redirect(target: Type, from: string, to: string): Type {
  if (target.kind === 'nullable') return { kind: 'nullable', inner: redirect(target.inner, from, to) };
  return target.kind === 'reference' && target.id === from ? { kind: 'reference', id: to } : target;
}

/** Declares under the pointer unless that was done, and refers to it. */
function declare(lowering: Lowering, pointer: string, make: () => Declaration): Type {
  if (!lowering.declarations.get(pointer)) {
    lowering.declarations.set(pointer, null);
    lowering.declarations.set(pointer, make());
  }
  return { kind: 'reference', id: pointer };
}

export function declareObject(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  return declare(lowering, pointer, () => {
    const required = new Set(stringsOf(schema.required));
    const own = titled(schema, pointer, name);
    return {
      kind: 'object',
      id: pointer,
      name: own,
      docs: docsOf(schema),
      xml: null,
      properties: Object.entries(objectOf(schema.properties)).map(([wire, member]) =>
        propertyOf(lowering, own, wire, member, pointerTo(pointer, 'properties', wire), required.has(wire)),
      ),
      additional: isObject(schema.additionalProperties)
        ? typeOf(
            lowering,
            schema.additionalProperties,
            pointerTo(pointer, 'additionalProperties'),
            joinNames(own, nameOf('value')),
          )
        : null,
      items: textOf(schema['x-items']) || null,
      // Both are settled by passes over the whole API.
      usage: { request: false, response: false },
      recursive: false,
    };
  });
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
  const referred = lowering.references.resolve(schema, pointer).node;
  return {
    name,
    type: typeOf(lowering, member, pointer, joinNames(owner, name)),
    required,
    access: schema.readOnly === true ? 'read' : schema.writeOnly === true ? 'write' : 'both',
    default: schema.default as Property['default'],
    docs: docsOf(schema, referred),
    xml: null,
    pointer,
  };
}

export function declareEnum(lowering: Lowering, schema: JsonObject, pointer: string, name: Name): Type {
  return declare(lowering, pointer, () => {
    const open = Array.isArray(schema['x-extensible-enum']);
    const values = listOf(open ? schema['x-extensible-enum'] : schema.enum).filter(
      (value) => typeof value === 'string' || typeof value === 'number',
    );
    return {
      kind: 'enum',
      id: pointer,
      name: titled(schema, pointer, name),
      docs: docsOf(schema),
      xml: null,
      value: valueKind(values),
      members: membersOf(schema, values),
      open,
    };
  });
}

function valueKind(values: readonly (string | number)[]): 'string' | 'integer' | 'number' {
  if (typeof values[0] === 'string') return 'string';
  return values.every(Number.isInteger) ? 'integer' : 'number';
}

function membersOf(schema: JsonObject, values: readonly (string | number)[]): EnumMember[] {
  const names = listOf(schema['x-enum-varnames']);
  const descriptions = listOf(schema['x-enum-descriptions']);
  return [...new Set(values)].map((value, index) => ({
    name: nameOf(textOf(names[index]) || String(value)),
    value,
    description: textOf(descriptions[index]),
  }));
}

export function declareUnion(
  lowering: Lowering,
  schema: JsonObject,
  keyword: 'oneOf' | 'anyOf',
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
      docs: docsOf(schema),
      xml: null,
      variants,
      match: matchOf(schema, choices, variants),
    };
  });
}

function variantOf(lowering: Lowering, owner: Name, choice: JsonValue, pointer: string, index: number): Variant {
  const schema = objectOf(choice);
  const component = textOf(schema.$ref).split('/').at(-1);
  const name = nameOf(component || textOf(schema.title) || textOf(schema.type) || `option ${index + 1}`);
  return { name, type: typeOf(lowering, choice, pointer, component ? name : joinNames(owner, name)) };
}

function matchOf(schema: JsonObject, choices: readonly JsonValue[], variants: readonly Variant[]): UnionMatch {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return { kind: 'first-fit' };
  const refs = choices.map((choice) => textOf(objectOf(choice).$ref));
  const mapping = Object.entries(objectOf(discriminator.mapping)).map(
    ([tag, target]) => [tag, refs.findIndex((ref) => ref === target || ref.endsWith(`/${textOf(target)}`))] as const,
  );
  const mapped = new Set(mapping.map(([, variant]) => variant));
  // Without a mapping the tag is the component's name.
  const implied = refs.flatMap((ref, index) =>
    ref && !mapped.has(index) && index < variants.length ? [[ref.split('/').at(-1) ?? '', index] as const] : [],
  );
  return {
    kind: 'tag',
    property: discriminator.propertyName,
    tags: [...mapping.filter(([, variant]) => variant >= 0), ...implied],
  };
}

/** Components keep their own name; an inline schema prefers its title. */
function titled(schema: JsonObject, pointer: string, name: Name): Name {
  const isComponent = /^#\/components\/schemas\/[^/]+$/.test(pointer);
  const title = textOf(schema.title);
  return !isComponent && title ? nameOf(title) : name;
}
