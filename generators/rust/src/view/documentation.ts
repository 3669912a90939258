import { argumentDocs, code, type Lexeme, operationDocs, type RenderInput } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { variantOf } from '../errors.ts';
import { docComment, exampleComment, identifier } from '../literals.ts';
import type { Context } from '../types.ts';
import { methodExample } from './example.ts';
import type { Input } from './input.ts';

/** The compiler tells whoever still calls it. */
const DEPRECATED = code`    #[deprecated = "the API means to drop it"]`;

/** The client's method: what it does, what it must be given, where it goes and what becomes of it when that fails. */
export function methodDocs(
  { runtime }: RenderInput,
  operation: Operation,
  inputs: readonly Input[],
  example: Lexeme,
): Lexeme {
  const { summary, details, route, retries } = operationDocs(operation, runtime);
  const required = inputs.filter(({ argument }) => argument.required);
  const lines = required.map(
    ({ name, argument }) => `* \`${name}\`: ${argumentDocs(argument).replaceAll(/\s*\n\s*/g, ' ') || 'required.'}`,
  );
  const text = docComment(
    [
      ended(summary),
      ...details,
      ...(lines.length > 0 ? ['# Arguments', lines.join('\n')] : []),
      ...(operation.docs.deprecated ? ['Deprecated by the API.'] : []),
      `Route: \`${route}\`. ${retries}`,
    ],
    4,
  );
  return operation.docs.deprecated ? code`${text}\n${example}\n${DEPRECATED}` : code`${text}\n${example}`;
}

/** The example of a method of the client. */
export function exampleDocs(
  { config, names }: RenderInput,
  context: Context,
  operation: Operation,
  verb?: 'subscribe' | 'connect',
): Lexeme {
  const client = code`${identifier(names.module)}::${identifier(context.names.client)}`;
  return exampleComment({ ...methodExample(context, config, operation, names.module, verb), client }, 4);
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The section every fallible function has: which errors mean what here. */
export function errorsSection({ runtime }: RenderInput, operation: Operation): Lexeme {
  const { errors } = operationDocs(operation, runtime);
  const lines = errors.map(({ name, when }) => `* \`Error::${variantOf(name)}\`: ${when}`);
  const local =
    'Errors of the connection, of a deadline, and of an answer that cannot be read are possible for every call.';
  return docComment(['# Errors', ...(lines.length > 0 ? [lines.join('\n')] : []), local], 4);
}
