import { code, Lexeme, sample } from '@sdkgen/codegen';
import { declarationOf, type Json, type Operation, type Type } from '@sdkgen/ir';
import { call } from '../layout/index.ts';
import { floatLiteral, identifier, integerLiteral, outdented, stringLiteral } from '../literals.ts';
import { type Context, nativeType, resolved } from '../types.ts';
import { inputsOf } from './input.ts';
import { membersOf } from './member.ts';

/** A call with its required arguments as an example makes it, or null where one has no short form. */
export function exampleCall(
  context: Context,
  operation: Operation,
  given: ReadonlyMap<string, Lexeme> = new Map(),
): Lexeme | null {
  const { method } = context.names.operation(operation);
  const required = inputsOf(context, operation).filter(({ argument }) => argument.required);
  const values = required.map(
    ({ argument, name, value }) =>
      given.get(name) ?? exampleValue(context, value, sample(context.api, argument.type, argument.docs.examples), '&'),
  );
  if (values.some((value) => value === null)) return null;
  // Broken where it stands in a function, printed where it stands in prose.
  return outdented(
    call(
      code`let call = client.${identifier(method)}`,
      values.filter((value) => value !== null),
      code`;`,
      4,
    ),
    4,
  );
}

/** `Model::new(…)`, or null where a member has no short form. */
export function exampleModel(context: Context, type: Type): Lexeme | null {
  const inner = resolved(context, type);
  const declaration = inner.kind === 'reference' ? declarationOf(context.api, inner.id) : null;
  if (declaration?.kind !== 'object') return null;
  const asked = membersOf(context, declaration).filter(
    ({ presence, constant }) => presence === 'required' && !constant,
  );
  if (asked.length === 0) return null;
  const values = asked.map(({ property, value }) =>
    exampleValue(context, value, sample(context.api, property.type, property.docs.examples), ''),
  );
  if (values.some((value) => value === null)) return null;
  const kept = values.filter((value) => value !== null);
  return code`${identifier(context.names.type(declaration.id))}::new(${Lexeme.join(kept, ', ')})`;
}

const LONGEST = 4;

/** Text, numbers and lists of numbers, which is what examples are made of. */
function exampleValue(context: Context, type: Type, json: Json, borrow: '&' | ''): Lexeme | null {
  const inner = resolved(context, type);
  if (typeof json === 'string' && json.length <= 20 && isText(context, inner)) return stringLiteral(json);
  if (typeof json === 'number') return number(`${nativeType(context, inner)}`, json);
  if (inner.kind !== 'list' || !Array.isArray(json)) return null;
  const items = json.slice(0, LONGEST).map((item) => exampleValue(context, inner.items, item, ''));
  const isCopied = items.every((item) => item !== null) && json.every((item) => typeof item === 'number');
  const list = Lexeme.join(
    items.filter((item) => item !== null),
    ', ',
  );
  return isCopied ? code`${borrow ? code`&` : code``}[${list}]` : null;
}

function number(type: string, value: number): Lexeme | null {
  if (/^f(32|64)$/.test(type)) return floatLiteral(value);
  return /^i(32|64)$/.test(type) && Number.isInteger(value) ? integerLiteral(value) : null;
}

/** What an `impl Into` takes text for. */
function isText(context: Context, type: Type): boolean {
  if (type.kind === 'primitive') return `${nativeType(context, type)}` === 'String';
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  return declaration?.kind === 'enum' && declaration.value === 'string' && declaration.open;
}
