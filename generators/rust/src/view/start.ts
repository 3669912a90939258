import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { call, structLiteral } from '../layout/index.ts';
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
  if (required.length === 0) return [code`            body: ${type}::default(),`];
  const values = required.map((one) => (one === list ? code`nothing` : identifier(one.name)));
  return [call(code`body: ${type}::new`, values, code`,`, 12)];
}
