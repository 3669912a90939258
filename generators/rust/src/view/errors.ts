import {
  code,
  type ErrorRule,
  headerLines,
  Lexeme,
  localErrors,
  type RenderedFile,
  type RenderInput,
} from '@sdkgen/codegen';
import { inOrder, OTHER, payloadOf, variantOf } from '../errors.ts';
import { docComment, identifier, integerLiteral, lineComment, stringLiteral } from '../literals.ts';

/** The runtime's own causes, by the code the contract gives them. */
const CAUSES: readonly (readonly [code: string, cause: string])[] = [
  ['connection_error', 'Connection'],
  ['timeout', 'Timeout'],
  ['decode_error', 'Decode'],
  ['stream_interrupted', 'Interrupted'],
  ['invalid_argument', 'InvalidArgument'],
];

/** The error type: the contract's tree, told apart as it says. */
export function errorFile(input: RenderInput): RenderedFile {
  const { api, runtime, render } = input;
  const locals = localErrors(runtime, api);
  const rules = [...new Map(runtime.errors.map((rule) => [rule.name, rule])).values()];
  const local = { status: [] };
  const variants = [
    ...rules.map((rule) => variantView(rule, rule.summary)),
    variantView({ name: OTHER, ...local }, 'The server answered with a status that has no error of its own.'),
    ...locals.map((error) => variantView({ name: error.name, ...local }, error.summary)),
  ];
  const all = [...rules, { name: OTHER, ...local }, ...locals.map(({ name }) => ({ name, ...local }))];
  const plain = rules.filter((rule) => payloadOf(rule) === 'nothing');
  const view = {
    header: lineComment(headerLines(input)),
    unknown: stringLiteral('unknown'),
    other: identifier(OTHER),
    variants,
    timed: rules
      .filter((rule) => payloadOf(rule) === 'retry-after')
      .map(({ name }) => ({ name: identifier(variantOf(name)) })),
    detailed: alternatives(
      all.filter((rule) => payloadOf(rule) === 'details').map(({ name }) => identifier(variantOf(name))),
    ),
    rules: reachable(inOrder(runtime)).map((rule) => ({ arm: armOf(rule) })),
    plain: plain.map((rule) => plainView(rule)),
    causes: CAUSES.map(([known, cause]) => {
      const error = runtime.local_errors.find((one) => one.code === known);
      if (!error) throw new Error(`the contract has no local error ${known}`);
      return { cause: identifier(cause), name: identifier(variantOf(error.name)), code: stringLiteral(known) };
    }),
  };
  return { path: 'src/error.rs', text: render('error', view) };
}

function variantView(rule: Pick<ErrorRule, 'name' | 'status'>, summary: string): object {
  const payload = payloadOf(rule);
  return {
    name: identifier(variantOf(rule.name)),
    docs: docComment([summary], 4),
    isPlain: payload === 'nothing',
    isTimed: payload === 'retry-after',
    isDetailed: payload === 'details',
  };
}

/** A pattern for many variants, one a line: they never fit into one. */
function alternatives(names: readonly Lexeme[]): Lexeme {
  const lines = names.map((name, index) => code`            ${index === 0 ? code`` : code`| `}Self::${name}(details)`);
  return Lexeme.join(lines, '\n');
}

function plainView({ name, summary, status }: ErrorRule): Record<string, Lexeme> {
  const variant = identifier(variantOf(name));
  const flat = code`            Self::${variant} => ${stringLiteral(summary)},`;
  const broken = code`            Self::${variant} => {\n                ${stringLiteral(summary)}\n            }`;
  return {
    name: variant,
    code: stringLiteral(variantOf(name).toLowerCase()),
    message: flat.width <= 100 ? flat : broken,
    status: integerLiteral(status?.[0] ?? 0),
  };
}

/** Rules without statuses that an earlier rule of the same kind took: such an arm would never be reached. */
function reachable(rules: readonly ErrorRule[]): ErrorRule[] {
  const taken = new Set<string>();
  return rules.flatMap((rule) => {
    if (!rule.status) return [rule];
    const key = (status: number): string => `${status} ${rule.code ?? ''}`;
    const status = rule.status.filter((one) => !taken.has(key(one)));
    for (const one of status) taken.add(key(one));
    return status.length > 0 ? [{ ...rule, status }] : [];
  });
}

function armOf(rule: ErrorRule): Lexeme {
  const statuses = rule.range
    ? code`${integerLiteral(rule.range[0])}..=${integerLiteral(rule.range[1])}`
    : (rule.status ?? []).map(integerLiteral).reduce((text, status) => code`${text} | ${status}`);
  const known = rule.code === undefined ? code`_` : stringLiteral(rule.code);
  const variant = identifier(variantOf(rule.name));
  return code`            (${statuses}, ${known}) => ${made(rule, variant)},`;
}

function made(rule: ErrorRule, variant: Lexeme): Lexeme {
  switch (payloadOf(rule)) {
    case 'nothing':
      return code`Self::${variant}`;
    case 'retry-after':
      return code`Self::${variant} {\n                retry_after: RetryAfter(details),\n            }`;
    case 'details':
      return code`Self::${variant}(details)`;
  }
}
