import { Lexeme } from '@sdkgen/codegen';
import type { EnumDeclaration } from '@sdkgen/ir';
import { docComment, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import { ENUM_CODECS, type Types } from '../types.ts';
import { documented, paragraphsOf } from './prose.ts';

export interface EnumView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly underlying: Lexeme;
  readonly hasMembers: boolean;
  readonly groupDoc: Lexeme;
  readonly members: readonly { readonly doc: Lexeme; readonly name: Lexeme; readonly value: Lexeme }[];
}

/** An enum whose values decide which variant of a union something is. */
export interface JudgedView {
  readonly name: Lexeme;
  readonly codec: Lexeme;
  readonly values: Lexeme;
}

export function judgedView(types: Types, declaration: EnumDeclaration): JudgedView {
  return {
    name: identifier(types.names.type(declaration.id)),
    codec: identifier(ENUM_CODECS[declaration.value]),
    values: Lexeme.join(
      declaration.members.map((member) => identifier(types.names.constant(member))),
      ', ',
    ),
  };
}

const UNDERLYING = { string: 'string', integer: 'int64', number: 'float64' } as const;

export function enumView(types: Types, declaration: EnumDeclaration): EnumView {
  const name = types.names.type(declaration.id);
  const note = declaration.open
    ? 'The constants are the values known when this was generated; servers may send others, and take others.'
    : 'A newer server may send values that are not among the constants; they are kept.';
  return {
    doc: documented(name, paragraphsOf(declaration.docs), { notes: [note], deprecated: declaration.docs.deprecated }),
    name: identifier(name),
    underlying: identifier(UNDERLYING[declaration.value]),
    hasMembers: declaration.members.length > 0,
    groupDoc: docComment([`Known values of ${name}.`]),
    members: declaration.members.map((member) => {
      const constant = types.names.constant(member);
      return {
        doc: member.description
          ? documented(constant, [member.description])
          : docComment([`${constant} is ${JSON.stringify(member.value)}.`]),
        name: identifier(constant),
        value: typeof member.value === 'string' ? stringLiteral(member.value) : numberLiteral(member.value),
      };
    }),
  };
}
