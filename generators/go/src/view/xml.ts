import { code, Lexeme } from '@sdkgen/codegen';
import {
  type Api,
  declarationOf,
  type ObjectDeclaration,
  type Operation,
  type Primitive,
  type Property,
  reachable,
  references,
  type Type,
  unreachable,
  type Xml,
} from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { plain } from './parameters.ts';

/** What is no string in JSON, and so is a text of another kind in XML. */
const RAW: ReadonlySet<Primitive> = new Set([
  ...(['boolean', 'int32', 'int64', 'uint64', 'integer', 'float32', 'float64', 'decimal', 'unix-time'] as const),
]);

/** How a type is written as XML: a function of the runtime's or, of an object, of ours. */
export function xmlNode(types: Types, given: Type): Lexeme {
  types.used.add('XML');
  const type = plain(types, given);
  switch (type.kind) {
    case 'primitive':
      if (type.primitive === 'json') return kind('XMLAny');
      return kind(RAW.has(type.primitive) ? 'XMLRaw' : 'XMLString');
    case 'literal':
      return kind(typeof type.value === 'string' ? 'XMLString' : 'XMLRaw');
    case 'list':
      return code`core.XMLWith(core.XMLList, ${xmlNode(types, type.items)})`;
    case 'tuple':
      return code`core.XMLWith(core.XMLList, ${kind('XMLAny')})`;
    case 'map':
      return code`core.XMLWith(core.XMLMap, ${xmlNode(types, type.values)})`;
    case 'nullable':
      return xmlNode(types, type.inner);
    case 'reference': {
      const declaration = declarationOf(types.api, type.id);
      if (declaration.kind === 'object') return tableName(types, declaration);
      if (declaration.kind === 'enum') return kind(declaration.value === 'string' ? 'XMLString' : 'XMLRaw');
      return kind('XMLAny');
    }
    default:
      return unreachable(type);
  }
}

function kind(name: string): Lexeme {
  return code`core.XMLOf(core.${identifier(name)})`;
}

function tableName(types: Types, declaration: ObjectDeclaration): Lexeme {
  return identifier(`xml${types.names.type(declaration.id)}`);
}

/** The name of a body's outermost element. */
export function xmlRoot(types: Types, type: Type): Lexeme {
  const declaration = type.kind === 'reference' ? declarationOf(types.api, type.id) : null;
  return code`core.XMLName${nameOf(declaration?.xml ?? null, declaration?.name.wire ?? 'root')}`;
}

/** `{Local: "book", Space: "urn:…", Prefix: "b"}`. */
function nameOf(xml: Xml | null, own: string): Lexeme {
  const facts = [
    code`Local: ${stringLiteral(xml?.name ?? own)}`,
    ...(xml?.namespace ? [code`Space: ${stringLiteral(xml.namespace)}`] : []),
    ...(xml?.prefix ? [code`Prefix: ${stringLiteral(xml.prefix)}`] : []),
  ];
  return code`{${Lexeme.join(facts, ', ')}}`;
}

export interface XmlTable {
  readonly name: Lexeme;
  readonly members: readonly Lexeme[];
}

/** Tables of all objects that travel as XML. */
export function xmlTables(types: Types): XmlTable[] {
  const { api } = types;
  const found = reachable(
    api,
    api.operations.flatMap((operation) => xmlTypes(api, operation)),
  );
  return [...api.declarations.values()].flatMap((declaration) =>
    declaration.kind === 'object' && found.has(declaration.id)
      ? {
          name: tableName(types, declaration),
          members: declaration.properties.map((property) => memberOf(types, property)),
        }
      : [],
  );
}

function xmlTypes(api: Api, { body, success, errors }: Operation): Type[] {
  const isXml = (encoding: string | null) => encoding === 'xml' || encoding === 'form';
  const answers = [...success.responses, ...errors].filter(({ encoding }) => isXml(encoding));
  const parts = body?.parts.some(({ content }) => content === 'xml') ? [body.type] : [];
  return [
    ...answers.flatMap(({ type }) => type ?? []),
    ...(body?.encoding === 'xml' ? [body.type] : []),
    ...parts.filter((type) => references(type).every((id) => api.declarations.has(id))),
  ];
}

function memberOf(types: Types, { name, type, xml }: Property): Lexeme {
  const facts = [
    code`JSON: ${stringLiteral(name.wire)}`,
    code`XMLName: core.XMLName${nameOf(xml, name.wire)}`,
    ...(xml?.attribute ? [code`Attribute: true`] : []),
    ...(plain(types, type).kind === 'list'
      ? [code`Item: core.XMLName${nameOf(xml?.item ?? null, xml?.name ?? name.wire)}`]
      : []),
    ...(xml?.wrapped ? [code`Wrapped: true`] : []),
    code`Of: ${xmlNode(types, type)}`,
  ];
  return code`{${Lexeme.join(facts, ', ')}}`;
}
