import type { Encoding } from '@sdkgen/ir';
import { type JsonObject, objectOf } from '../json.ts';

/** A media type of a body or an answer, and how what it names travels. */
export interface Media<E extends Encoding = Encoding> {
  readonly mediaType: string;
  readonly encoding: E;
  readonly node: JsonObject;
}

/** In order of preference where nothing else decides. */
const ENCODINGS: readonly (readonly [RegExp, Encoding])[] = [
  [/^text\/event-stream$/, 'events'],
  [/^application\/merge-patch\+json$/, 'merge-patch'],
  [/^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|stream\+json)$/, 'ndjson'],
  [/^(?:application\/(?:x-)?json-seq|[^;]+\+json-seq)$/, 'json-seq'],
  [/^(?:(?:application|text)\/json|[^;]+\+json)$/, 'json'],
  [/^application\/x-www-form-urlencoded$/, 'form'],
  [/^multipart\//, 'multipart'],
  [/^(?:application|text)\/xml$|\+xml$/, 'xml'],
  [/^text\//, 'text'],
];

export function encodingOf(mediaType: string): Encoding {
  const essence = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return ENCODINGS.find(([pattern]) => pattern.test(essence))?.[1] ?? 'binary';
}

export function mediaOf(content: JsonObject): Media[] {
  return Object.entries(content).map(([mediaType, node]) => ({
    mediaType,
    encoding: encodingOf(mediaType),
    node: objectOf(node),
  }));
}

/** The first offer of the encoding that stands first in the list. */
export function preferred(offers: readonly Media[], order: readonly Encoding[]): Media | null {
  return offers.toSorted((a, b) => order.indexOf(a.encoding) - order.indexOf(b.encoding))[0] ?? null;
}
