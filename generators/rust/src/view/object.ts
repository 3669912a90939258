import { code, Lexeme } from '@sdkgen/codegen';
import type { ObjectDeclaration } from '@sdkgen/ir';
import { field, signature } from '../layout/index.ts';
import { docComment, identifier } from '../literals.ts';
import { packedForm } from '../packed.ts';
import { parameterOf } from '../parameters.ts';
import { type Context, mapType } from '../types.ts';
import { itemsView } from './iteration.ts';
import { fieldView, type Member, membersOf, ownedConstant, settersOf, wireLine } from './member.ts';
import { paragraphsOf } from './prose.ts';

/** A struct, how it is read and written, and for what users send how it is made. */
export function objectView(context: Context, declaration: ObjectDeclaration): object {
  const members = membersOf(context, declaration);
  context.imports.runtime('members');
  const extra = mapType(context, declaration.additional ?? { kind: 'primitive', primitive: 'json', bounds: {} });
  const others = declaration.additional && packedForm(context, declaration.additional);
  const required = members.filter(({ presence }) => presence === 'required');
  const asked = required.filter(({ constant }) => !constant);
  const isSent = declaration.usage.request;
  return {
    docs: docComment(paragraphsOf(declaration.docs, `The object \`${declaration.name.wire}\`.`)),
    type: identifier(context.names.type(declaration.id)),
    derives: derives(required.length === 0),
    fields: members.map((member) => fieldView(context, member)),
    extra,
    wire: members.map((member) => wireLine(context, member)),
    isPacked: others !== null,
    others: others ?? code``,
    isBuilt: isSent && (asked.length > 0 || members.length > required.length),
    hasNew: isSent && asked.length > 0,
    hasDefault: isSent && asked.length === 0 && required.length > 0,
    constructor: newSignature(context, isSent ? asked : []),
    initial: [
      ...members.map((member) => initial(context, member, isSent)),
      code`            extra: ${startOf(extra)}::new(),`,
    ],
    setters: (isSent ? members.flatMap((member) => settersOf(context, member)) : []).map((setter, index) => ({
      ...setter,
      hasGap: asked.length > 0 || index > 0,
    })),
    ...itemsView(context, declaration, members),
  };
}

function derives(isEmpty: boolean): Lexeme {
  const names = ['Debug', 'Clone', 'PartialEq', ...(isEmpty ? ['Default'] : [])];
  return Lexeme.join(names.map(identifier), ', ');
}

/** The type without its parameters, as an expression names it. */
function startOf(type: Lexeme): Lexeme {
  return identifier(`${type}`.replace(/<.*$/, ''));
}

function newSignature(context: Context, asked: readonly Member[]): Lexeme {
  const parameters = asked.map(
    (member) => code`${identifier(member.name)}: ${parameterOf(context, member.property.type, 'vec').type}`,
  );
  return signature(code`pub fn new`, parameters, code`Self`, 4);
}

/** A field of the struct literal in the constructor. */
function initial(context: Context, member: Member, isSent: boolean): Lexeme {
  const name = identifier(member.name);
  if (!isSent) return code``;
  if (member.presence === 'optional') return field(name, code`None`, 12);
  if (member.presence === 'maybe') return field(name, code`Maybe::Absent`, 12);
  if (member.constant) return field(name, ownedConstant(member.constant), 12);
  const value = parameterOf(context, member.property.type, 'vec').convert(name);
  return `${value}` === member.name ? code`            ${name},` : field(name, value, 12);
}
