import { code, Lexeme } from '@sdkgen/codegen';
import {
  type Api,
  type Declaration,
  type DeclarationId,
  declarationOf,
  type ObjectDeclaration,
  type Operation,
  type Primitive,
  references,
  type Type,
  typesIn,
  unreachable,
  type Xml,
} from '@sdkgen/ir';
import { doc, identifier, propertyKey, string } from '../literals.ts';
import { type Context, header } from './context.ts';
import { importsOf } from './imports.ts';

/** `xml-plans.ts`: how each declaration that travels as XML is written. */
export function xmlPlansView(context: Context) {
  const plans = xmlDeclarations(context.api).map((declaration) => ({
    doc: doc([`\`${declaration.name.wire}\` as XML.`]),
    lines: planLines(context, declaration),
  }));
  return {
    ...header(context),
    ...importsOf(
      plans.flatMap(({ lines }) => lines),
      ['Plan'],
    ),
    plans,
  };
}

/** The types of bodies, parts, answers and errors that are XML. */
function xmlTypes({ body, success, errors }: Operation): Type[] {
  const answers = [...success.responses, ...errors].filter(({ encoding }) => encoding === 'xml');
  const isXml = body?.encoding === 'xml' || body?.parts.some(({ content }) => content === 'xml');
  return [...(body && isXml ? [body.type] : []), ...answers.flatMap(({ type }) => type ?? [])];
}

export function usesXml(api: Api): boolean {
  return api.operations.some((operation) => xmlTypes(operation).length > 0);
}

function xmlDeclarations(api: Api): Declaration[] {
  const found = new Set<DeclarationId>();
  const queue = api.operations.flatMap(xmlTypes).flatMap(references);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...typesIn(declarationOf(api, id)).flatMap(references));
  }
  return [...api.declarations.values()].filter(({ id }) => found.has(id));
}

function planLines(context: Context, declaration: Declaration): Lexeme[] {
  const head = code`export const ${identifier(context.named.codec(declaration.id))}: Plan =`;
  switch (declaration.kind) {
    case 'object':
      return [
        code`${head} {`,
        code`  kind: 'object',`,
        ...(declaration.properties.length > 0
          ? [code`  members: () => ({`, ...membersOf(context, declaration).map((one) => code`    ${one},`), code`  }),`]
          : [code`  members: () => ({}),`]),
        code`};`,
      ];
    case 'enum':
      return [code`${head} { kind: ${string(declaration.value === 'string' ? 'text' : 'number')} };`];
    case 'union':
      return [code`${head} { kind: 'any' };`];
    case 'alias':
      return [code`${head} ${planOf(context, declaration.target, itemName(declaration.xml, rootName(declaration)))};`];
    default:
      return unreachable(declaration);
  }
}

function membersOf(context: Context, { properties }: ObjectDeclaration): Lexeme[] {
  return properties.map(({ name, type, xml }) => {
    const own = nameMembers(xml, name.wire);
    const flags = [...(xml?.attribute ? [code`attribute: true`] : []), ...(xml?.wrapped ? [code`wrapped: true`] : [])];
    const plan = planOf(context, type, itemNameOf(context, type, xml, name.wire));
    return code`${propertyKey(name.wire)}: { ${Lexeme.join([...own, ...flags, code`plan: ${plan}`], ', ')} }`;
  });
}

/** What one item of a list is called: its own name, its declaration's, else the list's. */
function itemNameOf({ api }: Context, type: Type, xml: Xml | null, wire: string): Lexeme {
  const list = type.kind === 'nullable' ? type.inner : type;
  const item = list.kind === 'list' && list.items.kind === 'reference' ? declarationOf(api, list.items.id).xml : null;
  return itemName(xml ? { ...xml, item: xml.item ?? item } : null, xml?.wrapped ? (xml.name ?? wire) : wire, item);
}

function itemName(xml: Xml | null, fallback: string, declared: Xml | null = null): Lexeme {
  const item = xml?.item ?? declared;
  return code`{ ${Lexeme.join(nameMembers(item, fallback), ', ')} }`;
}

function nameMembers(xml: Xml | null, fallback: string): Lexeme[] {
  return [
    code`name: ${string(xml?.name ?? fallback)}`,
    ...(xml?.namespace ? [code`namespace: ${string(xml.namespace)}`] : []),
    ...(xml?.prefix ? [code`prefix: ${string(xml.prefix)}`] : []),
  ];
}

function rootName({ name, xml }: Declaration): string {
  return xml?.name ?? name.wire;
}

/** What the outermost element is called. */
export function xmlRoot({ api }: Context, type: Type): Lexeme {
  const declaration = type.kind === 'reference' ? declarationOf(api, type.id) : null;
  const members = declaration ? nameMembers(declaration.xml, declaration.name.wire) : [code`name: 'root'`];
  return code`{ ${Lexeme.join(members, ', ')} }`;
}

/** How a type is written; `prefix` stands before plans of declarations where they are imported. */
export function planOf(context: Context, type: Type, item: Lexeme = code`{ name: 'item' }`, prefix = code``): Lexeme {
  switch (type.kind) {
    case 'primitive':
      return code`{ kind: ${string(scalarKind(type.primitive))} }`;
    case 'literal':
      return code`{ kind: ${string(typeof type.value === 'string' ? 'text' : 'any')} }`;
    case 'nullable':
      return planOf(context, type.inner, item, prefix);
    case 'list':
      return code`{ kind: 'list', item: ${planOf(context, type.items, undefined, prefix)}, of: ${item} }`;
    case 'tuple':
      return code`{ kind: 'list', item: { kind: 'any' }, of: ${item} }`;
    case 'map':
      return code`{ kind: 'map', values: ${planOf(context, type.values, undefined, prefix)} }`;
    case 'reference': {
      const name = code`${prefix}${identifier(context.named.codec(type.id))}`;
      const declaration = declarationOf(context.api, type.id);
      // A list stays one under its alias, so that its items stand where they should.
      if (declaration.kind === 'alias' && isList(declaration.target))
        return planOf(context, declaration.target, item, prefix);
      return code`{ kind: 'lazy', get: () => ${name} }`;
    }
    default:
      return unreachable(type);
  }
}

function isList({ kind }: Type): boolean {
  return kind === 'list';
}

function scalarKind(primitive: Primitive): string {
  switch (primitive) {
    case 'boolean':
      return 'boolean';
    case 'int32':
    case 'int64':
    case 'uint64':
    case 'integer':
    case 'float32':
    case 'float64':
    case 'decimal':
    case 'unix-time':
      return 'number';
    case 'json':
      return 'any';
    default:
      return 'text';
  }
}
