import { argumentDocs, code, type Lexeme } from '@sdkgen/codegen';
import type { Api, ObjectDeclaration, Property, Type } from '@sdkgen/ir';
import { docComment, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { memberOf } from './members.ts';
import { documented, fieldComment, paragraphsOf } from './prose.ts';

export interface FieldView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly type: Lexeme;
}

export interface ModelView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly fields: readonly FieldView[];
  readonly members: readonly MemberView[];
  readonly extra: Lexeme;
  readonly extraType: Lexeme;
  readonly extraDecode: Lexeme;
  readonly extraEncode: Lexeme;
  readonly hasRequired: boolean;
  readonly required: readonly Lexeme[];
  readonly hasItems: boolean;
  readonly items: ItemsView;
}

interface MemberView {
  readonly wire: Lexeme;
  readonly field: Lexeme;
  readonly decode: Lexeme;
  readonly encode: Lexeme;
  readonly isRequired: boolean;
  /** Which of the required members it is. */
  readonly mark: Lexeme;
}

/** The list an envelope iterates over. */
interface ItemsView {
  readonly doc: Lexeme;
  readonly type: Lexeme;
  readonly field: Lexeme;
}

/** As many as the runtime can keep account of in one object. */
const MOST_REQUIRED = 256;

export function modelView(types: Types, declaration: ObjectDeclaration): { view: ModelView; imports: string[] } {
  const name = types.names.type(declaration.id);
  const fields = types.names.fields(declaration);
  const extra = types.of(declaration.additional ?? { kind: 'primitive', primitive: 'json', bounds: {} });
  const rendered = declaration.properties.map((property) => {
    const field = fields.named.get(property.name.wire) ?? '';
    const required = isRequired(declaration, property);
    return {
      property,
      field,
      required,
      member: memberOf(types, { wire: property.name.wire, field, type: property.type, required }),
    };
  });
  const mustCome = rendered.filter(({ required }) => required).slice(0, MOST_REQUIRED);
  return {
    imports: [...rendered.flatMap(({ member }) => member.imports), ...extra.imports],
    view: {
      doc: documented(name, paragraphsOf(declaration.docs), declaration.docs),
      name: identifier(name),
      fields: rendered.map(({ property, field, member }) => ({
        doc: fieldComment(
          argumentDocs(property),
          `${JSON.stringify(property.name.wire)} on the wire.`,
          property.docs.deprecated,
        ),
        name: identifier(field),
        type: member.type,
      })),
      members: rendered.map((entry) => ({
        wire: stringLiteral(entry.property.name.wire),
        field: identifier(entry.field),
        decode: entry.member.decode,
        encode: entry.member.encode,
        isRequired: mustCome.includes(entry),
        mark: numberLiteral(Math.max(0, mustCome.indexOf(entry))),
      })),
      extra: identifier(fields.extra),
      extraType: extra.text,
      extraDecode: extra.decode,
      extraEncode: extra.encode,
      hasRequired: mustCome.length > 0,
      required: mustCome.map(({ property }) => stringLiteral(property.name.wire)),
      ...itemsView(types, declaration),
    },
  };
}

/** A member only one side sends is not there for the other, whatever `required` says. */
function isRequired({ usage }: ObjectDeclaration, { required, access }: Property): boolean {
  if (access === 'read' && usage.request) return false;
  return required && !(access === 'write' && usage.response);
}

function itemsView(types: Types, declaration: ObjectDeclaration): Pick<ModelView, 'hasItems' | 'items'> {
  const property = declaration.properties.find(({ name }) => name.wire === declaration.items);
  const type = property && listBelow(types.api, property.type);
  const field = property ? types.names.fields(declaration).named.get(property.name.wire) : undefined;
  if (!type || !field || !property?.required) {
    return { hasItems: false, items: { doc: code``, type: code``, field: code`` } };
  }
  return {
    hasItems: true,
    items: {
      doc: docComment([`All goes through ${field}.`]),
      type: types.of(type.items).text,
      field: identifier(field),
    },
  };
}

function listBelow(api: Api, type: Type): Extract<Type, { kind: 'list' }> | null {
  if (type.kind === 'list') return type;
  const declaration = type.kind === 'reference' ? api.declarations.get(type.id) : undefined;
  return declaration?.kind === 'alias' ? listBelow(api, declaration.target) : null;
}
