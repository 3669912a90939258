import { type Body, type Declaration, joinNames, type Name, nameOf } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { type JsonObject, objectOf, pointerTo } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { typeOf } from '../schema/type.ts';

/** In order of preference where an operation takes several. */
const ENCODINGS: readonly (readonly [RegExp, Body['encoding']])[] = [
  [/^application\/merge-patch\+json\b/, 'merge-patch'],
  [/^(?:application\/json|[^;]+\+json)\b/, 'json'],
  [/^application\/(?:x-)?(?:ndjson|jsonl|json-lines)\b/, 'ndjson'],
  [/^application\/x-www-form-urlencoded\b/, 'form'],
  [/^multipart\//, 'multipart'],
  [/^text\//, 'text'],
  [/^(?:application|text)\/(?:[^;]+\+)?xml\b/, 'xml'],
  [/./, 'binary'],
];

export function bodyOf(lowering: Lowering, operation: Located, owner: Name): Body | null {
  if (operation.node.requestBody === undefined) return null;
  const { node, pointer } = lowering.references.resolve(
    objectOf(operation.node.requestBody),
    pointerTo(operation.pointer, 'requestBody'),
  );
  const chosen = preferred(objectOf(node.content));
  if (!chosen) return null;
  const { mediaType, encoding, media } = chosen;
  const type = typeOf(
    lowering,
    media.schema,
    pointerTo(pointer, 'content', mediaType, 'schema'),
    joinNames(owner, nameOf('request')),
  );
  const isJson = encoding === 'json' || encoding === 'merge-patch';
  const declared = type.kind === 'reference' ? lowering.declarations.get(type.id) : undefined;
  return {
    mediaType,
    encoding,
    type,
    required: node.required === true,
    flattened: isJson && isPlainObject(declared),
    docs: docsOf(node, media),
  };
}

/** Members of a union or of a map with typed extras cannot be told apart as arguments. */
function isPlainObject(declaration: Declaration | null | undefined): boolean {
  return declaration?.kind === 'object' && declaration.additional === null;
}

function preferred(content: JsonObject): { mediaType: string; encoding: Body['encoding']; media: JsonObject } | null {
  const offers = Object.entries(content);
  for (const [pattern, encoding] of ENCODINGS) {
    const offer = offers.find(([mediaType]) => pattern.test(mediaType.toLowerCase()));
    if (offer) return { mediaType: offer[0], encoding, media: objectOf(offer[1]) };
  }
  return null;
}
