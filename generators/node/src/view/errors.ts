import { code, type ErrorRule, Lexeme, localErrors } from '@sdkgen/codegen';
import { doc, identifier, number, string } from '../literals.ts';
import { type Context, header } from './context.ts';

/** `errors.ts`: the tree of the contract, under the configured base. */
export function errorsView(context: Context) {
  const { config, runtime } = context;
  return {
    ...header(context),
    base: identifier(config.baseError),
    baseName: string(config.baseError),
    baseDoc: doc([`The base of everything ${config.title} and this package raise.`]),
    answered: runtime.errors.map(({ name, summary }) => ({ ...classOf(name, summary) })),
    local: localErrors(context.runtime, context.api).map(({ name, summary, code: machine }) => ({
      ...classOf(name, summary),
      code: string(machine),
      isInterrupted: machine === 'stream_interrupted',
    })),
  };
}

/** `error-rules.ts`: which answer is which error. */
export function errorRulesView(context: Context) {
  const { config, runtime } = context;
  return {
    ...header(context),
    base: identifier(config.baseError),
    rules: runtime.errors.map((rule) => ({ condition: conditionOf(rule), name: identifier(rule.name) })),
  };
}

function classOf(name: string, summary: string) {
  return { name: identifier(name), text: string(name), doc: doc([summary]) };
}

function conditionOf({ status = [], range, code: machine }: ErrorRule): Lexeme {
  const [only] = status;
  const byStatus = range
    ? code`status >= ${number(range[0])} && status <= ${number(range[1])}`
    : status.length === 1 && only !== undefined
      ? code`status === ${number(only)}`
      : code`[${Lexeme.join(status.map(number), ', ')}].includes(status)`;
  return machine === undefined ? byStatus : code`${byStatus} && code === ${string(machine)}`;
}
