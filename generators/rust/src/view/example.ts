import { type CallExample, callExample, code, type Lexeme, type SdkConfig, sample } from '@sdkgen/codegen';
import { declarationOf, type Json, type Operation, type Type, unreachable } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { called, linked, listed, type Nested, nested, text } from '../layout/index.ts';
import { identifier, outdented } from '../literals.ts';
import { type Context, resolved } from '../types.ts';
import { isDownload } from '../uses.ts';
import { exactValue, givenValue } from './example-values.ts';
import { groupingSetters, type Input, inputsOf } from './input.ts';
import { membersOf } from './member.ts';

/** Examples are code of a function's body in a module, as deep as the comment they stand in moves them to the right. */
const INDENT = 8;
/** What they import stands a step before. */
const USES = 4;

/** Code that shows a call, and what it imports. */
export interface Example {
  readonly imports: Lexeme;
  readonly code: Lexeme;
}

/** What stands in the docs of a method, or of one that follows the same stream in another way: a call, and what becomes of its answer. */
export function methodExample(
  context: Context,
  config: SdkConfig,
  operation: Operation,
  crate: string,
  verb: 'subscribe' | 'connect' = 'subscribe',
): Example {
  const imports = new Imports(crate);
  const own: Context = { ...context, imports, within: null };
  const example = callExample(context.api, operation);
  const links = [...callLinks(own, config, operation, example), ...sendLinks(operation, verb)];
  const lines = use(own, operation, example, (head, tail) => linked(head, code`client`, links, tail, INDENT));
  if (operation.shape.kind !== 'call' && operation.shape.kind !== 'bulk') imports.add('futures', 'StreamExt');
  return {
    imports: imports.print([], USES),
    code: outdented(
      lines.reduce((all, line) => code`${all}\n${line}`),
      INDENT,
    ),
  };
}

/** The method with what it must be given, and the setter of an argument that tells what can be. */
function callLinks(context: Context, config: SdkConfig, operation: Operation, { given, item }: CallExample): Nested[] {
  const inputs = inputsOf(context, operation);
  const value = ({ argument }: Input) => given.find((one) => one.argument === argument)?.value;
  const required = inputs.filter(({ argument }) => argument.required);
  const values = required.map((input) => {
    const one = value(input);
    return one === undefined ? items(context, item) : argumentValue(context, operation, input, one);
  });
  const { replaced } = groupingSetters({ ...context, imports: new Imports() }, config, operation, inputs);
  const setters = inputs.flatMap((input) => {
    const one = value(input);
    if (input.argument.required || one === undefined || replaced.includes(input)) return [];
    return [called(code`.${identifier(input.name)}`, [argumentValue(context, operation, input, one)])];
  });
  const { method } = context.names.operation(operation);
  return [called(code`.${identifier(method)}`, values), ...setters];
}

function items(context: Context, item: CallExample['item']): Nested {
  return listed(code``, item ? [exactValue(context, item.type, item.value)] : []);
}

function argumentValue(context: Context, { body }: Operation, { argument, value: type }: Input, value: Json): Nested {
  const encoding = argument.at.in === 'body' ? body?.encoding : undefined;
  if (encoding === 'ndjson' || encoding === 'json-seq') return listed(code`vec!`, [exactValue(context, type, value)]);
  return givenValue(context, type, value, 'call');
}

function sendLinks(operation: Operation, verb: 'subscribe' | 'connect'): Nested[] {
  const link = (name: string) => called(code`.${identifier(name)}`, []);
  const awaited = text(code`.await?`);
  switch (operation.shape.kind) {
    case 'paged':
      return [link('items')];
    case 'events':
      return [link(verb), awaited];
    case 'bulk':
      return [called(code`.parallelism`, [text(code`4`)]), link('send'), awaited];
    case 'call':
    case 'lines':
      return [link('send'), awaited];
    default:
      return unreachable(operation.shape);
  }
}

function use(
  context: Context,
  operation: Operation,
  { isList, shown }: CallExample,
  statement: (head: Lexeme, tail: Lexeme) => Lexeme,
): Lexeme[] {
  const show = (variable: Lexeme) => shownLine(context, shown, variable);
  const each = (one: Lexeme, all: Lexeme) => [
    statement(code`let mut ${all} = `, code`;`),
    code`while let Some(${one}) = ${all}.next().await {`,
    code`    ${show(code`${one}?`)}`,
    code`}`,
  ];
  switch (operation.shape.kind) {
    case 'paged':
    case 'lines':
      return each(code`item`, code`items`);
    case 'events':
      return each(code`event`, code`events`);
    case 'bulk':
      return [
        statement(code`let outcome = `, code`;`),
        code`for failed in outcome.failed() {`,
        code`    eprintln!("item {}: {}", failed.index, failed.error);`,
        code`}`,
      ];
    case 'call':
      if (operation.success.type === null || operation.method === 'HEAD') return [statement(code``, code`;`)];
      if (isDownload(context.api, operation))
        return [statement(code`let download = `, code`;`), code`println!("{} bytes", download.bytes().await?.len());`];
      if (isList)
        return [
          statement(code`let result = `, code`;`),
          code`for item in result {`,
          code`    ${show(code`item`)}`,
          code`}`,
        ];
      return [statement(code`let result = `, code`;`), show(code`result`)];
    default:
      return unreachable(operation.shape);
  }
}

/** The member worth a look, or all of it as a debugger shows it. */
function shownLine(context: Context, shown: CallExample['shown'], variable: Lexeme): Lexeme {
  if (!shown)
    return /^\w+$/.test(`${variable}`) ? code`println!("{${variable}:?}");` : code`println!("{:?}", ${variable});`;
  const member = membersOf(context, shown.of).find(({ property }) => property.name.wire === shown.wire);
  const isText = member?.presence === 'required';
  return code`println!("{${isText ? code`` : code`:?`}}", ${variable}.${identifier(member?.name ?? '')});`;
}

/** A call with its required arguments on its own line, or null where one has to be imported. */
export function exampleCall(
  context: Context,
  operation: Operation,
  given: ReadonlyMap<string, Lexeme> = new Map(),
): Lexeme | null {
  const imports = new Imports();
  const own: Context = { ...context, imports };
  const values = inputsOf(own, operation)
    .filter(({ argument }) => argument.required)
    .map((input) => {
      const variable = given.get(input.name);
      const { type, docs } = input.argument;
      return variable ? text(variable) : argumentValue(own, operation, input, sample(context.api, type, docs.examples));
    });
  if (imports.print().width > 0) return null;
  const { method } = context.names.operation(operation);
  const head = code`let call = `;
  const call = nested(called(code`client.${identifier(method)}`, values), 4, 4 + head.width, 1);
  // Broken where it stands in a function, printed where it stands in prose.
  return outdented(code`    ${head}${call};`, 4);
}

/** Items for a bulk call, or null where one takes more than its model. */
export function exampleItems(context: Context, type: Type): { type: Lexeme; items: Lexeme } | null {
  const imports = new Imports();
  const inner = resolved(context, type);
  const declaration = inner.kind === 'reference' ? declarationOf(context.api, inner.id) : null;
  if (declaration?.kind !== 'object') return null;
  const name = identifier(context.names.type(declaration.id));
  const head = code`let items = `;
  const list = listed(code`vec!`, [exactValue({ ...context, imports }, inner, sample(context.api, type))]);
  const items = outdented(code`    ${head}${nested(list, 4, 4 + head.width, 1)};`, 4);
  return `${imports.print()}` === `use crate::${name};` ? { type: name, items } : null;
}
