import { code, Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { call, chainAfter, structLiteral } from '../layout/index.ts';
import { identifier } from '../literals.ts';
import type { Context } from '../types.ts';
import { bodyModel, type Input, inputStart } from './input.ts';

/** The literal a call begins as: the client, and the required arguments where they go. */
export function startOf(context: Context, operation: Operation, inputs: readonly Input[], list: Input | null): Lexeme {
  const own = inputs.filter((input) => input !== list && !input.member);
  const fields = [
    code`            call: Call::new(self.core()),`,
    ...own.map((input) => inputStart(input)),
    ...(operation.shape.kind === 'events' ? [code`            last_event_id: None,`] : []),
    ...(list ? [call(code`bulk: Bulk::new`, [identifier(list.name)], code`,`, 12)] : []),
    ...bodyStart(context, operation, inputs, list),
  ];
  return structLiteral(identifier(context.names.operation(operation).type), fields, 8);
}

/** The body as it begins: made of the required arguments, its list still empty. */
function bodyStart(context: Context, operation: Operation, inputs: readonly Input[], list: Input | null): Lexeme[] {
  const model = bodyModel(context, operation);
  if (!model) return [];
  const type = identifier(context.names.type(model.id));
  const required = inputs.filter(({ member, argument }) => member && argument.required);
  const value = (one: Input): Lexeme => (one === list ? code`nothing` : identifier(one.name));
  // What only goes one way is not asked for where the model is made, which goes both.
  const asked = required.filter(({ member }) => member?.presence === 'required');
  const others = required.filter((one) => !asked.includes(one));
  const setters = others.map((one) => code`.${identifier(one.member?.name ?? one.name)}(${value(one)})`);
  if (setters.length === 0 && asked.length > 0) return [call(code`body: ${type}::new`, asked.map(value), code`,`, 12)];
  const made = asked.length > 0 ? code`${type}::new(${Lexeme.join(asked.map(value), ', ')})` : code`${type}::default()`;
  return [chainAfter(code`body: `, made, setters, code`,`, 12)];
}
