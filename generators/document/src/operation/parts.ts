import { joinNames, type Name, nameOf, type Part, type Type, unreachable } from '@sdkgen/ir';
import { type JsonObject, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { withoutAllOf } from '../schema/merge.ts';
import { headersOf } from './headers.ts';
import { encodingOf, type Offer } from './media.ts';

type Content = Part['content'];

/** How each member of a form or multipart body travels: as its `encoding` says, else by OpenAPI's defaults for its type. */
export function partsOf(lowering: Lowering, offer: Offer, type: Type, holder: string, owner: Name): Part[] {
  const declaration = type.kind === 'reference' ? lowering.declarations.get(type.id) : undefined;
  if (declaration?.kind !== 'object') return [];
  const body = lowering.resolve(objectOf(offer.node.schema), holder);
  const schema = withoutAllOf(lowering, body.node, body.pointer, owner);
  return declaration.properties.map(({ name, type: member }) => {
    const encoding = objectOf(objectOf(offer.node.encoding)[name.wire]);
    const place = pointerTo(holder, 'content', offer.key, 'encoding', name.wire);
    const own = lowering.resolve(objectOf(objectOf(schema.properties)[name.wire]), holder).node;
    const { content, repeated } = kindOf(lowering, member, 0);
    const styled = ['style', 'explode', 'allowReserved'].some((keyword) => keyword in encoding);
    const settled = settle(lowering, content, own, encoding, styled);
    return {
      wire: name.wire,
      content: settled.content,
      repeated: repeated && !(styled && encoding.explode === false),
      contentType: settled.contentType,
      ...layoutOf(encoding),
      headers:
        offer.encoding === 'multipart' ? headersOf(lowering, encoding.headers, place, partName(owner, name)) : [],
    };
  });
}

function settle(
  lowering: Lowering,
  content: Content,
  own: JsonObject,
  encoding: JsonObject,
  styled: boolean,
): { content: Content; contentType: string } {
  // A style lays the value out as a parameter would be, whatever its type.
  if (styled && content !== 'file') return { content: 'text', contentType: 'text/plain' };
  const said = firstOf(textOf(encoding.contentType)) || (content === 'json' ? '' : textOf(own.contentMediaType));
  if (!said) return byDefault(lowering, content, own);
  const travels = encodingOf(said);
  if (travels === 'json') return { content: content === 'file' ? 'file' : 'json', contentType: said };
  if (travels === 'xml' && content === 'json') return { content: 'xml', contentType: said };
  // A member without a type of its own, sent as an image, is a file.
  if (content === 'json' && travels === 'binary' && isUntyped(own)) return { content: 'file', contentType: said };
  return { content, contentType: said };
}

function byDefault(lowering: Lowering, content: Content, own: JsonObject): { content: Content; contentType: string } {
  if (content === 'file' || (content === 'json' && !lowering.isLegacy && isUntyped(own)))
    return { content: 'file', contentType: 'application/octet-stream' };
  return { content, contentType: content === 'text' ? 'text/plain' : 'application/json' };
}

function isUntyped(schema: JsonObject): boolean {
  return !['type', '$ref', 'properties', 'items', 'allOf', 'oneOf', 'anyOf', 'enum', 'const'].some(
    (key) => key in schema,
  );
}

/** Of `image/png, image/*` the first that is one type. */
function firstOf(list: string): string {
  const types = list.split(',').map((type) => type.trim());
  const exact = types.find((type) => type && !type.includes('*'));
  return exact ?? (types.some(Boolean) ? 'application/octet-stream' : '');
}

function layoutOf(encoding: JsonObject): Pick<Part, 'style' | 'explode' | 'allowReserved'> {
  const said = textOf(encoding.style);
  const style = said === 'spaceDelimited' || said === 'pipeDelimited' || said === 'deepObject' ? said : 'form';
  const explode = typeof encoding.explode === 'boolean' ? encoding.explode : style === 'form';
  return { style, explode, allowReserved: encoding.allowReserved === true };
}

/** What a member's type makes of it, and whether it is a list of such. */
export function kindOf(lowering: Lowering, type: Type, depth: number): { content: Content; repeated: boolean } {
  switch (type.kind) {
    case 'primitive':
      if (type.primitive === 'binary') return { content: 'file', repeated: false };
      return { content: type.primitive === 'json' ? 'json' : 'text', repeated: false };
    case 'literal':
      return { content: 'text', repeated: false };
    case 'nullable':
      return kindOf(lowering, type.inner, depth);
    case 'list':
      return { content: depth > 8 ? 'json' : kindOf(lowering, type.items, depth + 1).content, repeated: true };
    case 'map':
    case 'tuple':
      return { content: 'json', repeated: false };
    case 'reference':
      return ofDeclaration(lowering, type.id, depth);
    default:
      return unreachable(type);
  }
}

function ofDeclaration(lowering: Lowering, id: string, depth: number): { content: Content; repeated: boolean } {
  const declaration = lowering.declarations.get(id);
  if (!declaration || depth > 8) return { content: 'json', repeated: false };
  if (declaration.kind === 'enum') return { content: 'text', repeated: false };
  if (declaration.kind === 'alias') return kindOf(lowering, declaration.target, depth + 1);
  if (declaration.kind === 'object') return { content: 'json', repeated: false };
  const kinds = declaration.variants.map(({ type }) => kindOf(lowering, type, depth + 1));
  const [first] = kinds;
  const alike = first !== undefined && kinds.every(({ content }) => content === first.content);
  return { content: alike ? first.content : 'json', repeated: alike && kinds.some(({ repeated }) => repeated) };
}

function partName(owner: Name, part: Name): Name {
  return joinNames(owner, part, nameOf('header'));
}
