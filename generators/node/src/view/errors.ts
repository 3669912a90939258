import { code, type ErrorRule, Lexeme, type LocalError } from '@sdkgen/codegen';
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
    local: localErrors(context).map(({ name, summary, code: machine }) => ({
      ...classOf(name, summary),
      code: string(machine),
      isInterrupted: machine === 'stream_interrupted',
    })),
  };
}

/** What this package raises by itself; that of webhooks only where there are any. */
export function localErrors({ api, runtime }: Pick<Context, 'api' | 'runtime'>): readonly LocalError[] {
  return api.webhooks.length > 0 ? [...runtime.local_errors, INVALID_SIGNATURE] : runtime.local_errors;
}

const INVALID_SIGNATURE: LocalError = {
  name: 'InvalidSignatureError',
  code: 'invalid_signature',
  summary: 'A webhook is not from whom it claims to be.',
};

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
