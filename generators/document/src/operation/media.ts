import { type Encoding, type Name, nameOf } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, stringsOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { isAnnotation } from '../schema/merge.ts';
import { isOctets } from '../schema/primitive.ts';

/** A media type of a body or an answer, and how what it names travels. */
export interface Offer {
  /** As it goes on the wire: never a wildcard in a body. */
  readonly mediaType: string;
  readonly encoding: Encoding;
  /** The media type as the document spells it: the key of its node. */
  readonly key: string;
  readonly node: JsonObject;
}

const ENCODINGS: readonly (readonly [RegExp, Encoding])[] = [
  [/^text\/event-stream$/, 'events'],
  [/^application\/merge-patch\+json$/, 'merge-patch'],
  [/^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|jsonl\+json|stream\+json)$/, 'ndjson'],
  [/^application\/(?:(?:x-)?json-seq|[^;]+\+json-seq)$/, 'json-seq'],
  [/^(?:(?:application|text)\/(?:x-)?json5?|[^;]+\+json)$/, 'json'],
  [/^application\/x-www-form-urlencoded$/, 'form'],
  [/^multipart\//, 'multipart'],
  [/^(?:application|text)\/xml$|\+xml$/, 'xml'],
  [/^text\//, 'text'],
];

/** One type, and nothing that could not stand in a header. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/;

/** What to send where a document names a whole family. */
const OF_FAMILY: Readonly<Record<string, string>> = {
  text: 'text/plain',
  image: 'image/png',
  audio: 'audio/mpeg',
  video: 'video/mp4',
};

export function essenceOf(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

export function encodingOf(mediaType: string): Encoding {
  const essence = essenceOf(mediaType);
  return ENCODINGS.find(([pattern]) => pattern.test(essence))?.[1] ?? 'binary';
}

/**
 * The ways a content map offers that differ to a caller, in order of preference. Several spellings of one thing are one offer; a
 * wildcard counts only where nothing else is said.
 */
export function offersOf(lowering: Lowering, content: JsonObject, order: readonly Encoding[]): Offer[] {
  const entries = Object.entries(content).map(([key, value]) => [key, mediaNode(lowering, value)] as const);
  // Lists have no names to be fields of a form by; converters offer such forms beside what really works.
  const sendable = entries.filter(([key, node]) => !isUnnamed(lowering, encodingOf(key), node));
  const usable = sendable.length > 0 ? sendable : entries;
  const exact = usable.filter(([key]) => MEDIA_TYPE.test(key));
  const offers = (exact.length > 0 ? exact : usable.slice(0, 1)).map(([key, node]) => offerOf(lowering, key, node));
  const ranked = offers.toSorted((a, b) => order.indexOf(a.encoding) - order.indexOf(b.encoding));
  const structured = new Set(ranked.filter(({ encoding }) => encoding === 'json').map(({ node }) => schemaText(node)));
  const distinct = new Map<string, Offer>();
  for (const offer of ranked) {
    // YAML, MessagePack or a browser's text/plain of what JSON says as well.
    const isOther = offer.encoding === 'binary' || offer.encoding === 'text';
    if (isOther && isStructured(lowering, offer.node.schema) && structured.has(schemaText(offer.node))) continue;
    const key = isOther ? essenceOf(offer.mediaType) : `${family(offer)} ${schemaText(offer.node)}`;
    if (!distinct.has(key)) distinct.set(key, offer);
  }
  return [...distinct.values()];
}

/** 3.2 lets a media type be a reference. */
function mediaNode(lowering: Lowering, value: JsonValue): JsonObject {
  return lowering.resolve(objectOf(value), '').node;
}

/** A JSON Patch is no other spelling of a JSON document. */
function family({ encoding, mediaType }: Offer): string {
  return /patch/.test(mediaType) ? essenceOf(mediaType) : encoding;
}

function offerOf(lowering: Lowering, key: string, node: JsonObject): Offer {
  if (MEDIA_TYPE.test(key)) return { key, mediaType: key, encoding: truly(lowering, encodingOf(key), node), node };
  const [type = ''] = key.split('/');
  const named = Object.hasOwn(OF_FAMILY, type.toLowerCase()) ? OF_FAMILY[type.toLowerCase()] : undefined;
  if (named) return { key, mediaType: named, encoding: encodingOf(named), node };
  return isStructured(lowering, node.schema)
    ? { key, mediaType: 'application/json', encoding: 'json', node }
    : { key, mediaType: 'application/octet-stream', encoding: 'binary', node };
}

/** Documents say `format: binary` of any media type where the SDK is to keep its hands off. */
function truly(lowering: Lowering, encoding: Encoding, node: JsonObject): Encoding {
  const { node: schema } = lowering.resolve(objectOf(node.schema), '');
  const isPlainText = schema.type === 'string' && schema.enum === undefined && schema.const === undefined;
  const isBinary = (isPlainText && schema.format === 'binary') || (schema.type === undefined && isOctets(schema));
  if (isBinary && (encoding === 'json' || encoding === 'xml' || encoding === 'text' || encoding === 'form'))
    return 'binary';
  if (encoding === 'xml' && (isPlainText || isAnnotation(schema))) return 'text';
  return encoding === 'form' && isPlainText ? 'text' : encoding;
}

function isUnnamed(lowering: Lowering, encoding: Encoding, node: JsonObject): boolean {
  if (encoding !== 'form' && encoding !== 'multipart') return false;
  return lowering.resolve(objectOf(node.schema), '').node.type === 'array';
}

/** Whether a schema is of lists or objects. */
function isStructured(lowering: Lowering, schema: JsonValue | undefined): boolean {
  if (!isObject(schema)) return false;
  const { node } = lowering.resolve(schema, '');
  const types = typeof node.type === 'string' ? [node.type] : stringsOf(node.type);
  if (types.some((type) => type === 'object' || type === 'array')) return true;
  return ['properties', 'allOf', 'oneOf', 'anyOf', 'items', 'additionalProperties'].some(
    (keyword) => isObject(node[keyword]) || listOf(node[keyword]).length > 0,
  );
}

function schemaText(node: JsonObject): string {
  return JSON.stringify([node.itemSchema, node.schema]) ?? '';
}

const LABELS: Readonly<Partial<Record<Encoding, string>>> = {
  'merge-patch': 'merge patch',
  form: 'form',
  multipart: 'multipart',
  xml: 'xml',
  ndjson: 'lines',
  'json-seq': 'json seq',
};

/** What a further way of calling is told apart by: `csv`, `form`, `png`. */
export function labelOf({ encoding, mediaType }: Offer): Name {
  const essence = essenceOf(mediaType);
  if (essence === 'text/plain') return nameOf('text');
  if (essence === 'application/octet-stream') return nameOf('bytes');
  const subtype = essence.split('/')[1] ?? essence;
  return nameOf(LABELS[encoding] ?? (subtype.replace(/^(?:vnd\.|x-|prs\.)/, '') || essence));
}
