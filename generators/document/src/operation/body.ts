import { type Body, type Declaration, joinNames, type Name, nameOf, type Part } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { objectOf, pointerTo, stringsOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { typeOf } from '../schema/type.ts';
import { mediaOf, preferred } from './media.ts';

/** In order of preference where an operation takes several. */
const ORDER: readonly Body['encoding'][] = [
  'merge-patch',
  'json',
  'ndjson',
  'json-seq',
  'form',
  'multipart',
  'text',
  'xml',
  'binary',
];

export function bodyOf(lowering: Lowering, operation: Located, owner: Name): Body | null {
  if (operation.node.requestBody === undefined) return null;
  const { node, pointer } = lowering.references.resolve(
    objectOf(operation.node.requestBody),
    pointerTo(operation.pointer, 'requestBody'),
  );
  const offers = mediaOf(objectOf(node.content)).filter((offer) => offer.encoding !== 'events');
  const chosen = preferred(offers, ORDER);
  if (!chosen) return null;
  const { mediaType, node: media } = chosen;
  const encoding = chosen.encoding as Body['encoding'];
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
    parts: encoding === 'form' || encoding === 'multipart' ? partsOf(declared) : [],
    gzip: stringsOf(node['x-request-encodings']).includes('gzip'),
    docs: docsOf(node, media),
  };
}

/** Members of a union or of a map with typed extras cannot be told apart as arguments. */
function isPlainObject(declaration: Declaration | null | undefined): boolean {
  return declaration?.kind === 'object' && declaration.additional === null;
}

/** The defaults of OpenAPI for what a part holds. */
function partsOf(declaration: Declaration | null | undefined): Part[] {
  if (declaration?.kind !== 'object') return [];
  return declaration.properties.map(({ name, type }) => {
    const bare = type.kind === 'nullable' ? type.inner : type;
    const item = bare.kind === 'list' ? bare.items : bare;
    const isFile = item.kind === 'primitive' && item.primitive === 'binary';
    const isText = (item.kind === 'primitive' && item.primitive !== 'json') || item.kind === 'literal';
    return {
      wire: name.wire,
      content: isFile ? 'file' : isText ? 'text' : 'json',
      repeated: bare.kind === 'list',
      contentType: isFile ? 'application/octet-stream' : isText ? 'text/plain' : 'application/json',
      style: 'form',
      explode: true,
      allowReserved: false,
      headers: [],
    };
  });
}
