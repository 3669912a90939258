import { joinNames, type Name, nameOf, type Part, type Type, unreachable } from '@sdkgen/ir';
import { type JsonObject, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { withoutAllOf } from '../schema/merge.ts';
import { headersOf } from './headers.ts';
import { encodingOf, type Offer } from './media.ts';

type Content = Part['content'];

const DEFAULTS: Readonly<Record<Content, string>> = {
  file: 'application/octet-stream',
  text: 'text/plain',
  json: 'application/json',
  xml: 'application/xml',
  value: '',
};

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
    const kind = kindOf(lowering, member, 0);
    const styled = ['style', 'explode', 'allowReserved'].some((keyword) => keyword in encoding);
    const settled = settle(lowering, kind, own, encoding, styled);
    return {
      wire: name.wire,
      content: settled.content,
      repeated: kind.repeated && !(styled && encoding.explode === false),
      contentType: settled.contentType,
      ...layoutOf(encoding),
      headers:
        offer.encoding === 'multipart' ? headersOf(lowering, encoding.headers, place, partName(owner, name)) : [],
    };
  });
}

function settle(
  lowering: Lowering,
  { content, hasFiles }: Kind,
  own: JsonObject,
  encoding: JsonObject,
  styled: boolean,
): { content: Content; contentType: string } {
  // A style lays the value out as a parameter would be, whatever its type.
  if (styled && !hasFiles) return { content: 'text', contentType: 'text/plain' };
  const said = firstOf(textOf(encoding.contentType)) || (content === 'json' ? '' : textOf(own.contentMediaType));
  if (!said) return byDefault(lowering, content, own);
  // What is said is of the files: text and JSON say themselves what they are.
  if (content === 'value') return { content, contentType: said };
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
  return { content, contentType: DEFAULTS[content] };
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

/** What a member's type makes of it, whether it is a list of such, and whether files are among what it may be. */
interface Kind {
  readonly content: Content;
  readonly repeated: boolean;
  readonly hasFiles: boolean;
}

const FILE: Kind = { content: 'file', repeated: false, hasFiles: true };
const TEXT: Kind = { content: 'text', repeated: false, hasFiles: false };
const DOCUMENT: Kind = { content: 'json', repeated: false, hasFiles: false };

function kindOf(lowering: Lowering, type: Type, depth: number): Kind {
  switch (type.kind) {
    case 'primitive':
      if (type.primitive === 'binary') return FILE;
      return type.primitive === 'json' ? DOCUMENT : TEXT;
    case 'literal':
      return TEXT;
    case 'nullable':
      return kindOf(lowering, type.inner, depth);
    case 'list':
      return { ...(depth > 8 ? DOCUMENT : kindOf(lowering, type.items, depth + 1)), repeated: true };
    case 'map':
    case 'tuple':
      return DOCUMENT;
    case 'reference':
      return ofDeclaration(lowering, type.id, depth);
    default:
      return unreachable(type);
  }
}

function ofDeclaration(lowering: Lowering, id: string, depth: number): Kind {
  const declaration = lowering.declarations.get(id);
  if (!declaration || depth > 8) return DOCUMENT;
  if (declaration.kind === 'enum') return TEXT;
  if (declaration.kind === 'alias') return kindOf(lowering, declaration.target, depth + 1);
  if (declaration.kind === 'object') return DOCUMENT;
  const kinds = declaration.variants.map(({ type }) => kindOf(lowering, type, depth + 1));
  const [first = DOCUMENT, ...others] = kinds;
  const isAlike = others.every(({ content }) => content === first.content);
  return {
    content: isAlike ? first.content : 'value',
    repeated: kinds.some(({ repeated }) => repeated),
    hasFiles: kinds.some(({ hasFiles }) => hasFiles),
  };
}

function partName(owner: Name, part: Name): Name {
  return joinNames(owner, part, nameOf('header'));
}
