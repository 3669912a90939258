import { joinNames, type Name, nameOf, type Type, type Variant } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { declare } from '../schema/declare.ts';
import { combine, without, withoutAllOf } from '../schema/merge.ts';
import { componentOf } from '../schema/places.ts';
import { JSON_TYPE, typeOf, typesOf } from '../schema/type.ts';
import type { Contents } from './contents.ts';
import { encodingOf, type Offer } from './media.ts';

/** What the events of a feed carry. */
export interface Events {
  /** Of an event's data; a union of one variant for each named event where names tell them apart. */
  readonly type: Type;
  readonly data: 'json' | 'text';
  readonly byEvent: readonly (readonly [event: string, variant: number])[] | null;
}

/** The members of an event, as 3.2 describes one. */
const MEMBERS = new Set(['event', 'data', 'id', 'retry']);
const TEXT: Type = { kind: 'primitive', primitive: 'string', bounds: {} };

/** One kind of event: its name where that is a constant, and the schema of its data. */
interface EventKind {
  readonly event: string | null;
  readonly data: JsonObject;
  readonly label: Name | null;
  readonly pointer: string;
}

export function eventsOf(lowering: Lowering, contents: Contents, offer: Offer, holder: string, name: Name): Events {
  const { schema, pointer } = contents.schemaOf(offer, holder);
  if (schema === undefined) return { type: TEXT, data: 'text', byEvent: null };
  const kinds = kindsOf(lowering, schema, pointer, name, offer.node.itemSchema !== undefined);
  if (!kinds) {
    const type = contents.ofSchema(schema, pointer, name);
    return { type, data: isText(lowering, type) ? 'text' : 'json', byEvent: null };
  }
  // Data is read one way in one feed. Where some of it is plain text, all of it is kept as text.
  const data = kinds.every((kind) => isJson(kind.data)) ? 'json' : 'text';
  const typed = (kind: EventKind, own: Name) => (data === 'text' ? TEXT : dataType(lowering, kind, own));
  const [only, ...more] = kinds;
  if (!only || data === 'text') return { type: TEXT, data, byEvent: null };
  if (more.length === 0) return { type: typed(only, name), data, byEvent: null };
  const labels = kinds.map((kind) => kind.label ?? nameOf(kind.event ?? 'message'));
  const type = declare(lowering, pointer, () => ({
    kind: 'union',
    id: pointer,
    name,
    docs: { summary: '', description: '', deprecated: false, examples: [] },
    xml: null,
    variants: kinds.map((kind, index): Variant => {
      const label = labels[index] ?? name;
      return { name: label, type: typed(kind, joinNames(name, label)) };
    }),
    match: { kind: 'first-fit' },
  }));
  // An event without a name is a `message`.
  return { type, data, byEvent: kinds.map(({ event }, index) => [event ?? 'message', index]) };
}

/** The kinds of events a schema of whole events describes; null when it describes their data only. */
function kindsOf(
  lowering: Lowering,
  schema: JsonValue,
  pointer: string,
  name: Name,
  isItem: boolean,
): EventKind[] | null {
  if (!isObject(schema)) return null;
  const { node, pointer: place } = lowering.resolve(schema, pointer);
  const whole = withoutAllOf(lowering, node, place, name);
  const keyword = listOf(whole.oneOf).length > 0 ? 'oneOf' : listOf(whole.anyOf).length > 0 ? 'anyOf' : null;
  if (!keyword) {
    const kind = kindOf(whole, place, textOf(schema.$ref), isItem);
    return kind && [kind];
  }
  const base = without(whole, keyword);
  const kinds = listOf(whole[keyword]).map((choice, index) => {
    if (!isObject(choice)) return null;
    const { node: own, pointer: at } = lowering.resolve(choice, pointerTo(place, keyword, index));
    const flat = withoutAllOf(lowering, own, at, name);
    // A choice of choices: each of them is one kind.
    if (listOf(flat.oneOf).length + listOf(flat.anyOf).length > 0) return kindsOf(lowering, choice, at, name, isItem);
    const kind = kindOf(combine(base, flat), at, textOf(choice.$ref), isItem);
    return kind && [kind];
  });
  return kinds.every((kind) => kind !== null) ? kinds.flat() : null;
}

function kindOf(schema: JsonObject, pointer: string, $ref: string, isItem: boolean): EventKind | null {
  const properties = objectOf(schema.properties);
  const names = Object.keys(properties);
  const data = objectOf(properties.data);
  const event = objectOf(properties.event);
  const constant =
    typeof event.const === 'string'
      ? event.const
      : listOf(event.enum).length === 1
        ? textOf(listOf(event.enum)[0])
        : null;
  const isEvent = names.length > 0 && names.every((member) => MEMBERS.has(member)) && ('data' in properties || isItem);
  // Before 3.2 the same schema could be of the data: only a constant name, or data that is text, makes it an event.
  if (!isEvent || !(isItem || constant !== null || typesOf(data).includes('string'))) return null;
  return { event: constant, data, label: $ref ? componentOf($ref) : null, pointer };
}

function isJson(data: JsonObject): boolean {
  if (data.contentSchema !== undefined || encodingOf(textOf(data.contentMediaType)) === 'json') return true;
  return !typesOf(data).includes('string') && Object.keys(data).length > 0;
}

function dataType(lowering: Lowering, { data, pointer }: EventKind, name: Name): Type {
  const place = pointerTo(pointer, 'properties', 'data');
  if (data.contentSchema !== undefined)
    return typeOf(lowering, data.contentSchema, pointerTo(place, 'contentSchema'), name);
  return typesOf(data).includes('string') ? JSON_TYPE : typeOf(lowering, data, place, name);
}

function isText(lowering: Lowering, type: Type): boolean {
  if (type.kind === 'nullable') return isText(lowering, type.inner);
  if (type.kind === 'primitive') return type.primitive === 'string';
  const declaration = type.kind === 'reference' ? lowering.declarations.get(type.id) : undefined;
  return declaration?.kind === 'alias' && isText(lowering, declaration.target);
}
