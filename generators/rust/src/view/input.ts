import { argumentDocs, code, type Lexeme, type SdkConfig } from '@sdkgen/codegen';
import { type Argument, declarationOf, type ObjectDeclaration, type Operation, type Type } from '@sdkgen/ir';
import { argumentsOf } from '../arguments.ts';
import { assignment, chainAfter, field } from '../layout/index.ts';
import { docComment, identifier } from '../literals.ts';
import { type Context, dateTime, resolved } from '../types.ts';
import { type Member, membersOf, type SetterView, setter } from './member.ts';
import { type Passing, passingOf } from './passing.ts';

/** One argument of a call: a member of its body, or a field of the call itself. */
export interface Input {
  readonly argument: Argument;
  readonly name: string;
  readonly clear: string;
  /** The member of the body it is, with the setter of the body's own model. */
  readonly member: Member | null;
  readonly value: Type;
  /** How it is given and kept. */
  readonly passing: Passing;
}

export function inputsOf(context: Context, operation: Operation): Input[] {
  const body = bodyModel(context, operation);
  const members = body ? membersOf(context, body) : [];
  return argumentsOf(operation)
    .map((argument): Input => {
      const { at } = argument;
      const names = context.names.operation(operation).argument(argument);
      const member = at.in === 'member' ? members.find(({ property }) => property.name.wire === at.wire) : undefined;
      const type = resolved(context, argument.type);
      // Null is a body of its own, which is another thing than none.
      const isOptional = !argument.required && type.kind === 'nullable' && at.in !== 'body';
      const value = member?.value ?? (isOptional ? type.inner : argument.type);
      return {
        argument,
        name: names.field,
        clear: names.clear,
        member: member ?? null,
        value,
        get passing() {
          return passingOf(context, operation, argument, value);
        },
      };
    })
    .filter(({ member }) => !member?.constant || member.presence !== 'required');
}

/** The model of a body whose members are arguments of their own. */
export function bodyModel(context: Context, { body }: Operation): ObjectDeclaration | null {
  if (!body?.flattened || !body.required) return null;
  const type = resolved(context, body.type);
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

/** The field of the call that keeps an argument. */
export function inputField({ argument, name, passing: { native } }: Input): Lexeme {
  return field(identifier(name), argument.required ? native : code`Option<${native}>`, 4);
}

/** `name: impl Into<…>` of the client's method. */
export function inputParameter({ name, passing }: Input): Lexeme {
  return code`${identifier(name)}: ${passing.type}`;
}

/** The field of the literal that begins a call. */
export function inputStart({ argument, name, passing }: Input): Lexeme {
  const own = identifier(name);
  if (!argument.required) return field(own, code`None`, 12);
  const kept = passing.convert(own);
  return `${kept}` === name ? code`            ${own},` : field(own, kept, 12);
}

export function inputSetters(input: Input): SetterView[] {
  const { argument, name, clear, member } = input;
  if (argument.required) return [];
  const parameter = input.passing;
  const own = identifier(name);
  const docs = docComment([argumentDocs(argument) || `Sets \`${argument.name.wire}\`.`], 4);
  const statement = member
    ? setBody(member, code`value`)
    : assignment(code`self.${own}`, code`Some(${parameter.convert(code`value`)})`, 8);
  const set = { docs, signature: setter(name, [code`value: ${parameter.type}`]), statement };
  if (member?.presence !== 'maybe') return [set];
  return [
    set,
    {
      docs: docComment([`Sends null for \`${name}\`, which is another thing than leaving it out.`], 4),
      signature: setter(clear, []),
      statement: chainAfter(
        code`self.body = `,
        code`self`,
        [code`.body`, code`.${identifier(member.clear)}()`],
        code`;`,
        8,
      ),
    },
  ];
}

/** Two arguments that are one thing to a caller, or a pair of times of that name: one setter with two parameters. */
export function groupingSetters(
  context: Context,
  config: SdkConfig,
  operation: Operation,
  inputs: readonly Input[],
): { replaced: Input[]; setters: SetterView[] } {
  const replaced: Input[] = [];
  const setters: SetterView[] = [];
  for (const { name, members } of config.groupings) {
    const [first, second] = members.map((member) => identifier(member.replaceAll(/[^A-Za-z0-9_]/g, '_')));
    if (!first || !second) continue;
    const method = context.names.operation(operation).grouping(name);
    const pair = inputs.find(
      (input) => !input.argument.required && input.argument.name.wire === name && isPair(context, input.value),
    );
    const both = members.map((member) =>
      inputs.find(
        ({ argument }) => !argument.required && argument.name.wire === member && isTime(context, argument.type),
      ),
    );
    const statements = pair
      ? [assignPair(pair, first, second)]
      : both.every((input) => input !== undefined)
        ? both.map((input, index) => assignOne(input, index === 0 ? first : second))
        : [];
    if (statements.length === 0) continue;
    const time = dateTime(context);
    if (pair) replaced.push(pair);
    setters.push({
      docs: docComment(
        [pair ? argumentDocs(pair.argument) : `Sets both ends, \`${members[0]}\` and \`${members[1]}\`.`],
        4,
      ),
      signature: setter(method, [code`${first}: impl Into<${time}>`, code`${second}: impl Into<${time}>`]),
      statement: joinLines(statements),
    });
  }
  return { replaced, setters };
}

function assignPair({ name, member }: Input, first: Lexeme, second: Lexeme): Lexeme {
  const pair = code`(${first}.into(), ${second}.into())`;
  return member ? setBody(member, pair) : assignment(code`self.${identifier(name)}`, code`Some(${pair})`, 8);
}

function assignOne({ name, member }: Input, value: Lexeme): Lexeme {
  return member ? setBody(member, value) : assignment(code`self.${identifier(name)}`, code`Some(${value}.into())`, 8);
}

/** Members of the body are set by its own model. */
export function setBody({ name }: Member, value: Lexeme): Lexeme {
  return chainAfter(code`self.body = `, code`self`, [code`.body`, code`.${identifier(name)}(${value})`], code`;`, 8);
}

const joinLines = (parts: readonly Lexeme[]): Lexeme => parts.reduce((text, part) => code`${text}\n${part}`);

function isTime(context: Context, type: Type): boolean {
  const inner = resolved(context, type);
  return inner.kind === 'primitive' && inner.primitive === 'date-time';
}

function isPair(context: Context, type: Type): boolean {
  const inner = resolved(context, type);
  return (
    inner.kind === 'tuple' &&
    !inner.rest &&
    inner.items.length === 2 &&
    inner.items.every((item) => isTime(context, item))
  );
}
