import type { Lexeme } from '@sdkgen/codegen';
import type { AliasDeclaration, UnionDeclaration } from '@sdkgen/ir';
import { docComment, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { TupleStruct, Types } from '../types.ts';
import { documented, paragraphsOf } from './prose.ts';

export interface UnionView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly unknown: Lexeme;
  readonly variants: readonly VariantView[];
  readonly isTagged: boolean;
  readonly property: Lexeme;
  readonly tags: readonly { readonly tag: Lexeme; readonly field: Lexeme; readonly decode: Lexeme }[];
}

interface VariantView {
  readonly doc: Lexeme;
  readonly field: Lexeme;
  readonly type: Lexeme;
  readonly decode: Lexeme;
  readonly encode: Lexeme;
}

export function unionView(types: Types, declaration: UnionDeclaration): { view: UnionView; imports: string[] } {
  const name = types.names.type(declaration.id);
  const { fields, extra } = types.names.variants(declaration);
  const goTypes = declaration.variants.map(({ type }) => types.of(type));
  const variants = declaration.variants.map((_, index): VariantView => {
    const type = goTypes[index] as (typeof goTypes)[number];
    return {
      doc: docComment([`Set when the value is of this kind.`]),
      field: identifier(fields[index] ?? ''),
      type: type.text,
      decode: type.decode,
      encode: type.encode,
    };
  });
  const { match } = declaration;
  return {
    imports: goTypes.flatMap(({ imports }) => imports),
    view: {
      doc: documented(name, paragraphsOf(declaration.docs), {
        notes: ['Exactly one field is set; a kind this version does not know is kept in the last.'],
        deprecated: declaration.docs.deprecated,
      }),
      name: identifier(name),
      unknown: identifier(extra),
      variants,
      isTagged: match.kind === 'tag',
      property: stringLiteral(match.kind === 'tag' ? match.property : ''),
      tags: (match.kind === 'tag' ? match.tags : []).flatMap(([tag, index]) => {
        const variant = variants[index];
        return variant ? [{ tag: stringLiteral(tag), field: variant.field, decode: variant.decode }] : [];
      }),
    },
  };
}

export interface AliasView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly target: Lexeme;
  readonly isCyclic: boolean;
  readonly decode: Lexeme;
  readonly encode: Lexeme;
}

export function aliasView(
  types: Types,
  declaration: AliasDeclaration,
): { view: AliasView; imports: readonly string[] } {
  const name = types.names.type(declaration.id);
  const target = types.of(declaration.target);
  return {
    imports: target.imports,
    view: {
      doc: documented(name, paragraphsOf(declaration.docs), declaration.docs),
      name: identifier(name),
      target: target.text,
      isCyclic: types.isCyclicAlias(declaration),
      decode: target.decode,
      encode: target.encode,
    },
  };
}

export interface TupleView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly fields: readonly {
    readonly name: Lexeme;
    readonly type: Lexeme;
    readonly index: Lexeme;
    readonly decode: Lexeme;
    readonly encode: Lexeme;
  }[];
  readonly count: Lexeme;
  readonly hasRest: boolean;
  readonly restType: Lexeme;
  readonly restDecode: Lexeme;
  readonly restEncode: Lexeme;
}

const NOTHING = identifier('any');

export function tupleView({ name, fields, rest }: TupleStruct): TupleView {
  return {
    doc: docComment([`${name} is a list whose positions have types of their own.`]),
    name: identifier(name),
    fields: fields.map((field, index) => ({
      name: identifier(field.name),
      type: field.type.text,
      index: numberLiteral(index),
      decode: field.type.decode,
      encode: field.type.encode,
    })),
    count: numberLiteral(fields.length),
    hasRest: rest !== null,
    restType: rest?.text ?? NOTHING,
    restDecode: rest?.decode ?? NOTHING,
    restEncode: rest?.encode ?? NOTHING,
  };
}
