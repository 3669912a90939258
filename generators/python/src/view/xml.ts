import { code, Lexeme } from '@sdkgen/codegen';
import {
  type DeclarationId,
  declarationOf,
  type ObjectDeclaration,
  reachable,
  type Type,
  unreachable,
  type Xml,
} from '@sdkgen/ir';
import { xmlTypes } from '../features.ts';
import { both, Imports } from '../imports.ts';
import { identifier, stringLiteral, tuple } from '../literals.ts';
import type { TypeContext } from '../types.ts';
import { moduleView, type Source } from './module.ts';

/** `_xml.py`: how the objects that travel as XML are laid out in it. */
export function xmlView(source: Source): object {
  const context: TypeContext = { api: source.api, names: source.py, ...both(new Imports()), qualified: true };
  const ids = [...reachable(source.api, xmlTypes(source.api))];
  const objects = ids.flatMap((id) => {
    const declaration = declarationOf(source.api, id);
    return declaration.kind === 'object' ? [objectView(declaration, context)] : [];
  });
  context.imports.from('._runtime', 'xml_text');
  return { ...moduleView(source, 'How objects look as XML.', context.imports), objects };
}

/** The arguments that say how a type looks as a document: its root's name, and what is in it. */
export function xmlRoot(
  type: Type,
  context: TypeContext,
): { readonly name: Lexeme; readonly shape: Lexeme; readonly objects: Lexeme } {
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  const own = declaration?.name.wire ?? (type.kind === 'list' ? 'items' : 'value');
  return {
    get name() {
      return nameOf(own, declaration?.xml ?? null, context);
    },
    shape: shapeOf(type, own, declaration?.xml ?? null, context),
    objects: code`${identifier(context.imports.from('.', '_xml'))}.OBJECTS`,
  };
}

function objectView(declaration: ObjectDeclaration, context: TypeContext) {
  const members = declaration.properties.map(({ name, type, xml }) => {
    const own = xml ?? declaredXml(type, context);
    const options = [
      stringLiteral(name.wire),
      nameOf(name.wire, own, context),
      shapeOf(type, name.wire, own, context),
      ...(own?.attribute ? [code`attribute=True`] : []),
    ];
    return code`${runtime('Member', context)}(${Lexeme.join(options, ', ')})`;
  });
  return { key: keyOf(declaration.id, context), members: tuple(members) };
}

function shapeOf(type: Type, own: string, xml: Xml | null, context: TypeContext): Lexeme {
  switch (type.kind) {
    case 'primitive':
    case 'literal':
    case 'map':
    case 'tuple':
      return code`None`;
    case 'nullable':
      return shapeOf(type.inner, own, xml, context);
    case 'list': {
      const item = xml?.item ?? declaredXml(type.items, context);
      const name = nameOf(xml?.name ?? own, item, context);
      const options = [name, shapeOf(type.items, own, item, context), ...(xml?.wrapped ? [code`wrapped=True`] : [])];
      return code`${runtime('Items', context)}(${Lexeme.join(options, ', ')})`;
    }
    case 'reference': {
      const declaration = declarationOf(context.api, type.id);
      if (declaration.kind === 'object') return keyOf(type.id, context);
      return declaration.kind === 'alias' && !reachable(context.api, [declaration.target]).has(type.id)
        ? shapeOf(declaration.target, own, xml ?? declaration.xml, context)
        : code`None`;
    }
    default:
      return unreachable(type);
  }
}

/** What the declaration a type refers to says of itself. */
function declaredXml(type: Type, { api }: Pick<TypeContext, 'api'>): Xml | null {
  if (type.kind === 'nullable') return declaredXml(type.inner, { api });
  return type.kind === 'reference' ? declarationOf(api, type.id).xml : null;
}

function nameOf(own: string, xml: Xml | null, context: TypeContext): Lexeme {
  const options = [
    stringLiteral(xml?.name ?? own),
    ...(xml?.namespace ? [stringLiteral(xml.namespace)] : []),
    ...(xml?.namespace && xml.prefix ? [stringLiteral(xml.prefix)] : []),
  ];
  context.imports.from('._runtime.xml_tree', 'Name as _Name');
  return code`_Name(${Lexeme.join(options, ', ')})`;
}

const runtime = (name: string, { imports }: TypeContext): Lexeme =>
  code`${identifier(imports.from('._runtime', 'xml_text'))}.${identifier(name)}`;

const keyOf = (id: DeclarationId, { names }: TypeContext): Lexeme => stringLiteral(names.types.get(id)?.type ?? '');
