import { code, type ErrorRule, type Lexeme, localErrors, type RenderInput } from '@sdkgen/codegen';
import { docComment, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import { kindOf } from './contract.ts';

export interface ErrorsView {
  readonly baseDoc: Lexeme;
  readonly base: Lexeme;
  readonly errors: readonly { readonly doc: Lexeme; readonly unwrapDoc: Lexeme; readonly name: Lexeme }[];
  readonly locals: readonly { readonly kind: Lexeme; readonly name: Lexeme }[];
  readonly rules: readonly { readonly condition: Lexeme; readonly name: Lexeme }[];
  readonly requestHeader: Lexeme;
}

/** The tree: one base, and a type for each rule of the contract that holds it. */
export function errorsView({ api, config, runtime }: RenderInput): ErrorsView {
  const all = [...runtime.errors, ...localErrors(runtime, api)];
  return {
    baseDoc: docComment([
      `${config.baseError} is what all failures of calls have in common, and the failure itself where no type of its own fits.`,
      `errors.As finds it in any of them: var failure *${config.baseError}; errors.As(err, &failure).`,
    ]),
    base: identifier(config.baseError),
    errors: all.map(({ name, summary }) => ({
      doc: docComment([`${name}: ${summary}`.replace(': ', ' – ')]),
      unwrapDoc: docComment([`Unwrap gives the part that all failures have.`]),
      name: identifier(name),
    })),
    locals: runtime.local_errors.map(({ name }) => ({
      kind: identifier(`Kind${kindOf(name)}`),
      name: identifier(name),
    })),
    rules: ordered(runtime.errors).map((rule) => ({ condition: conditionOf(rule), name: identifier(rule.name) })),
    requestHeader: stringLiteral(runtime.headers.request_id),
  };
}

/** Status and code, then status, then range. */
function ordered(rules: readonly ErrorRule[]): ErrorRule[] {
  const weight = (rule: ErrorRule) => (rule.code ? 0 : rule.status ? 1 : 2);
  return [...rules].sort((a, b) => weight(a) - weight(b));
}

function conditionOf({ status, range, code: machine }: ErrorRule): Lexeme {
  const statuses = (status ?? []).map((one) => code`failure.Status == ${numberLiteral(one)}`);
  const where = range
    ? code`failure.Status >= ${numberLiteral(range[0])} && failure.Status <= ${numberLiteral(range[1])}`
    : statuses.reduce((all, one) => code`${all} || ${one}`);
  if (!machine) return where;
  const either = statuses.length > 1 ? code`(${where})` : where;
  return code`failure.Code == ${stringLiteral(machine)} && ${either}`;
}
