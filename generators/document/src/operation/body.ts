import { type Body, type Encoding, joinNames, type Name, nameOf, type Type } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { objectOf, pointerTo, stringsOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { Contents } from './contents.ts';
import { labelOf, type Offer, offersOf } from './media.ts';
import { partsOf } from './parts.ts';

/** In order of preference where an operation takes several. */
const ORDER: readonly Encoding[] = [
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
const FLATTENED: readonly Encoding[] = ['json', 'merge-patch', 'form', 'multipart', 'xml'];

/** A body, and what the way of calling that takes it is told apart by. */
export interface BodyChoice {
  readonly body: Body;
  readonly label: Name;
}

/** Every body an operation takes, the preferred one first; none where it takes none. */
export function bodiesOf(lowering: Lowering, operation: Located, owner: Name): BodyChoice[] {
  if (operation.node.requestBody === undefined) return [];
  const body = lowering.resolve(objectOf(operation.node.requestBody), pointerTo(operation.pointer, 'requestBody'));
  const offers = offersOf(lowering, objectOf(body.node.content), ORDER).filter(({ encoding }) => encoding !== 'events');
  const contents = new Contents(lowering);
  return offers.map((offer, index) => {
    const label = labelOf(offer);
    const name = index === 0 ? owner : joinNames(owner, label);
    return { body: bodyOf(lowering, contents, body, offer, joinNames(name, nameOf('request'))), label };
  });
}

function bodyOf(lowering: Lowering, contents: Contents, { node, pointer }: Located, offer: Offer, name: Name): Body {
  const { mediaType, encoding, node: media } = offer;
  const stated = contents.typeOf(offer, pointer, name);
  const hasParts = encoding === 'form' || encoding === 'multipart';
  const type = hasParts ? membersOnly(lowering, stated, pointerTo(pointer, 'content', offer.key)) : stated;
  return {
    mediaType,
    encoding: encoding as Body['encoding'],
    type,
    required: node.required === true,
    flattened: FLATTENED.includes(encoding) && isPlainObject(lowering, type),
    parts: hasParts ? partsOf(lowering, offer, type, pointer, name) : [],
    gzip: stringsOf(node['x-request-encodings']).includes('gzip'),
    docs: docsOf(node, media),
  };
}

/** Members of a union or of a map with typed extras cannot be told apart as arguments. */
function isPlainObject(lowering: Lowering, type: Type): boolean {
  const declaration = type.kind === 'reference' ? lowering.declarations.get(type.id) : undefined;
  return declaration?.kind === 'object' && declaration.additional === null;
}

/** Forms are made of named members. A document that names none still means some. */
function membersOnly(lowering: Lowering, type: Type, pointer: string): Type {
  const bare = type.kind === 'nullable' ? type.inner : type;
  if (bare.kind === 'reference' || bare.kind === 'map') return bare;
  if (bare.kind === 'list' || bare.kind === 'tuple')
    lowering.report(
      'unnamed-parts',
      pointer,
      'parts or fields without names cannot be sent',
      'Describe the body as an object: one member for each part.',
    );
  return { kind: 'map', values: { kind: 'primitive', primitive: 'json', bounds: {} }, bounds: {} };
}
