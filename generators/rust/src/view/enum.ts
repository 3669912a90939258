import { code, type Lexeme } from '@sdkgen/codegen';
import type { EnumDeclaration } from '@sdkgen/ir';
import { docComment, identifier, integerLiteral, stringLiteral } from '../literals.ts';
import type { Context } from '../types.ts';
import { paragraphsOf } from './prose.ts';

const OPEN = 'Other names may be given and may come: they are kept as they are.';
const CLOSED = 'What a newer server sends is kept as it is.';

export function enumView(context: Context, declaration: EnumDeclaration): object {
  const { id, members, open, docs } = declaration;
  const variants = members.map((member, index) => ({
    name: identifier(context.names.variant(id, index)),
    docs: docComment([[`\`${member.value}\``, member.description].filter(Boolean).join(': ')], 4),
    wire: wireOf(declaration, member.value),
  }));
  const macro = macroOf(declaration);
  context.imports.runtime(macro);
  context.imports.own('Unlisted');
  if (declaration.value === 'number') context.imports.own('Number');
  return {
    docs: docComment([...paragraphsOf(docs, `The values of \`${declaration.name.wire}\`.`), open ? OPEN : CLOSED]),
    type: identifier(context.names.type(id)),
    variants,
    unlisted:
      declaration.value === 'string'
        ? code`Unlisted`
        : code`Unlisted<${identifier(declaration.value === 'integer' ? 'i64' : 'Number')}>`,
    macro: identifier(macro),
    openness: macro === 'integer_enum' ? (open ? code` open` : code` closed`) : code``,
  };
}

function macroOf({ value, open }: EnumDeclaration): string {
  if (value !== 'string') return `${value}_enum`;
  return open ? 'open_enum' : 'closed_enum';
}

function wireOf({ value: kind }: EnumDeclaration, value: string | number): Lexeme {
  return kind === 'integer' ? integerLiteral(Number(value)) : stringLiteral(String(value));
}
