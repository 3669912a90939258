import { argumentDocs, code, type Lexeme } from '@sdkgen/codegen';
import type { Json, LiteralType, ObjectDeclaration, Property, Type } from '@sdkgen/ir';
import { assignment, field, signature } from '../layout/index.ts';
import { booleanLiteral, docComment, floatLiteral, identifier, integerLiteral, stringLiteral } from '../literals.ts';
import { packedForm } from '../packed.ts';
import { parameterOf } from '../parameters.ts';
import { type Presence, presenceOf } from '../presence.ts';
import { type Context, holdsFloats, nativeType, resolved } from '../types.ts';

/** One member of an object, as everything that mentions it needs it. */
export interface Member {
  readonly property: Property;
  readonly presence: Presence;
  readonly name: string;
  readonly clear: string;
  /** The type of the value itself, without what says that it may be missing. */
  readonly value: Type;
  readonly constant: LiteralType | null;
}

export function membersOf(context: Context, declaration: ObjectDeclaration): Member[] {
  return declaration.properties.map((property) => {
    const presence = presenceOf(context, declaration, property);
    const type = resolved(context, property.type);
    const names = context.names.member(declaration.id, property.name.wire);
    return {
      property,
      presence,
      name: names.field,
      clear: names.clear,
      value: presence === 'maybe' && type.kind === 'nullable' ? type.inner : property.type,
      constant: type.kind === 'literal' ? type : null,
    };
  });
}

/** The documented line of the struct. */
export function fieldView(context: Context, member: Member): { docs: Lexeme; line: Lexeme } {
  const bare = nativeType(context, member.value);
  return {
    docs: docsOf(member, 4),
    line: field(code`pub ${identifier(member.name)}`, wrapped(context, member.presence, bare), 4),
  };
}

export function wrapped(context: Context, presence: Presence, type: Lexeme): Lexeme {
  if (presence === 'required') return type;
  if (presence === 'optional') return code`Option<${type}>`;
  context.imports.own('Maybe');
  return code`Maybe<${type}>`;
}

/** A line of the macro that reads and writes the struct. Never formatted, so it may be as long as it is. */
export function wireLine(context: Context, member: Member): Lexeme {
  const form = packedForm(context, member.value);
  const check = form ? code` [${form}]` : holdsFloats(context, member.value) ? code` finite` : code``;
  const constant =
    member.constant && member.constant.value !== null ? code` is ${constantOf(member.constant.value)}` : code``;
  return code`${identifier(member.name)}: ${identifier(isAny(context, member) ? 'any' : member.presence)}${check} ${stringLiteral(member.property.name.wire)}${constant},`;
}

/** Null is a value of what may be anything. */
function isAny(context: Context, { presence, value }: Member): boolean {
  const inner = resolved(context, value);
  return presence === 'optional' && inner.kind === 'primitive' && inner.primitive === 'json';
}

/** A constant as it is compared with. */
function constantOf(value: Json): Lexeme {
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'number') return Number.isInteger(value) ? integerLiteral(value) : floatLiteral(value);
  return booleanLiteral(value === true);
}

/** A constant as it is kept. */
export function ownedConstant({ value }: LiteralType): Lexeme {
  if (value === null) return code`()`;
  return typeof value === 'string' ? code`${stringLiteral(value)}.to_owned()` : constantOf(value);
}

export interface SetterView {
  readonly docs: Lexeme;
  readonly signature: Lexeme;
  readonly statement: Lexeme;
}

/** Setters of a member that may be missing: to a value, and to null where that is something else than absent. */
export function settersOf(context: Context, member: Member): SetterView[] {
  if (member.presence === 'required') return [];
  const parameter = parameterOf(context, member.value, 'vec');
  const target = code`self.${identifier(member.name)}`;
  const value = parameter.convert(code`value`);
  const wrapper = member.presence === 'maybe' ? code`Maybe::Value` : code`Some`;
  return [
    {
      docs: docsOf(member, 4),
      signature: setter(member.name, [code`value: ${parameter.type}`]),
      statement: assignment(target, code`${wrapper}(${value})`, 8),
    },
    ...(member.presence === 'maybe' ? [clearing(member, assignment(target, code`Maybe::Null`, 8))] : []),
  ];
}

function clearing(member: Member, statement: Lexeme): SetterView {
  const docs = docComment([`Sets \`${member.name}\` to null, which is another thing than leaving it out.`], 4);
  return { docs, signature: setter(member.clear, []), statement };
}

export function setter(name: string, parameters: readonly Lexeme[]): Lexeme {
  return signature(code`pub fn ${identifier(name)}`, [code`mut self`, ...parameters], code`Self`, 4);
}

export function docsOf({ property, name }: Member, indent: number): Lexeme {
  const text = argumentDocs(property);
  return docComment([text || `The member \`${property.name.wire === name ? name : property.name.wire}\`.`], indent);
}
