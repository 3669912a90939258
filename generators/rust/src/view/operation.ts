import { code, type Lexeme, type RenderInput } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { signature, structLiteral } from '../layout.ts';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import { parameterOf } from '../parameters.ts';
import type { Recursion } from '../recursion.ts';
import type { Context } from '../types.ts';
import { bulkView } from './bulk.ts';
import { errorsSection, methodDocs } from './documentation.ts';
import {
  bodyModel,
  groupingSetters,
  type Input,
  inputField,
  inputParameter,
  inputSetters,
  inputStart,
  inputsOf,
} from './input.ts';
import { pagedView } from './paged.ts';
import { requestLines } from './request.ts';
import { successOf } from './success.ts';

/** One operation: its constants, the client's method, the call with its setters, and how it is sent. */
export function operationView(input: RenderInput, names: Names, recursion: Recursion, operation: Operation): object {
  const imports = new Imports();
  const context: Context = { api: input.api, names, recursion, imports, within: null };
  const { method, type } = names.operation(operation);
  const { kind } = operation.shape;
  const inputs = inputsOf(context, operation);
  const list = operation.shape.kind === 'bulk' ? bulkView(context, operation, operation.shape, inputs) : null;
  const own = inputs.filter(({ argument, member }) => argument !== list?.input.argument && !member);
  const grouped = groupingSetters(context, input.config, operation, inputs);
  const model = bodyModel(context, operation);
  const success = successOf(context, operation);
  const head = list ? code`pub fn ${identifier(method)}<'a, I>` : code`pub fn ${identifier(method)}`;
  const asked = inputs.filter(({ argument }) => argument.required);
  const parameters = asked.map((one) =>
    one === list?.input ? code`${identifier(one.name)}: I` : inputParameter(context, one),
  );
  imports.own('Error', 'Outcome', names.client);
  imports.runtime('call_options', 'Call', 'Failure', 'Operation', 'ReadTimeout', 'Request', 'Retry');
  const key = operation.parameters.find(({ filledBy }) => filledBy === 'idempotency');
  if (key) imports.runtime('idempotency_key');
  const paged = operation.shape.kind === 'paged' ? pagedView(context, operation, operation.shape, inputs) : null;
  if (kind === 'events') {
    imports.runtime('Feed');
    imports.own('EventStream');
  }
  const view = {
    ...constants(operation, key?.name.wire ?? null),
    client: identifier(names.client),
    type: identifier(type),
    lifetime: list ? code`<'a>` : code``,
    elided: list ? code`<'_>` : code``,
    isBulk: list !== null,
    isEvents: kind === 'events',
    isPaged: paged !== null,
    isWhole: kind === 'call' || kind === 'paged',
    isCloned: list === null,
    hasKey: key !== undefined,
    methodDocs: methodDocs(input, operation, inputs),
    callDocs: docComment([`The call \`${names.client}::${method}\` makes, ready to be sent.`], 0),
    method: signature(
      head,
      [code`&self`, ...parameters],
      list ? code` -> ${identifier(type)}<'a>` : code` -> ${identifier(type)} {`,
      4,
    ),
    start: structLiteral(
      identifier(type),
      [
        code`call: Call::new(self.core())`,
        ...starts(context, kind, own, list, model ? bodyStart(context, operation, inputs, list?.input ?? null) : null),
      ],
      8,
    ),
    fields: own.map((one) => inputField(context, one)),
    hasBody: model !== null,
    body: model ? identifier(names.type(model.id)) : code``,
    setters: [
      ...grouped.setters,
      ...inputs
        .filter((one) => !grouped.replaced.includes(one) && one !== list?.input)
        .flatMap((one) => inputSetters(context, one)),
    ],
    success: success.type,
    read: success.read,
    errors: errorsSection(input, operation),
    request: requestLines(context, operation, inputs),
    list: list ?? {},
    paged: paged ?? {},
    endless: identifier(String(operation.shape.kind === 'events' && operation.shape.endless)),
    resumable: identifier(String(operation.shape.kind === 'events' && operation.shape.resumable)),
  };
  if (model) imports.own(names.type(model.id));
  return { ...view, imports: imports.print() };
}

function constants({ method, template, timeout, retry, security, success }: Operation, key: string | null): object {
  const schemes = security.map((combination) => code`&[${commas(combination.map(stringLiteral))}]`);
  return {
    verb: stringLiteral(method),
    template: stringLiteral(template),
    timeout: identifier({ query: 'Query', write: 'Write', stream: 'Stream' }[timeout]),
    retry: identifier({ always: 'Always', keyed: 'Keyed', never: 'Never' }[retry.kind]),
    key: key === null ? code`None` : code`Some(${stringLiteral(key)})`,
    security: code`&[${commas(schemes)}]`,
    accept: stringLiteral(success.mediaType ?? 'application/json'),
  };
}

const commas = (parts: readonly Lexeme[]): Lexeme =>
  parts.reduce((text, part, index) => (index === 0 ? part : code`${text}, ${part}`), code``);

function starts(
  context: Context,
  kind: string,
  own: readonly Input[],
  list: { input: Input } | null,
  body: Lexeme | null,
): Lexeme[] {
  return [
    ...own.map((one) => inputStart(context, one)),
    ...(kind === 'events' ? [code`last_event_id: None`] : []),
    ...(list ? [code`bulk: Bulk::new(${identifier(list.input.name)})`] : []),
    ...(body ? [code`body: ${body}`] : []),
  ];
}

/** The body as it begins: made of the required arguments, its list still empty. */
function bodyStart(context: Context, operation: Operation, inputs: readonly Input[], list: Input | null): Lexeme {
  const model = bodyModel(context, operation);
  if (!model) throw new Error('no body');
  const type = identifier(context.names.type(model.id));
  const required = inputs.filter(({ member, argument }) => member && argument.required);
  if (required.length === 0) return code`${type}::default()`;
  const values = required.map((one) => (one === list ? emptyList(context, one) : identifier(one.name)));
  return code`${type}::new(${commas(values)})`;
}

function emptyList(context: Context, { value }: Input): Lexeme {
  const { type } = parameterOf(context, value, 'vec');
  const item = /^impl IntoIterator<Item = impl Into<(.*)>>$/.exec(`${type}`)?.[1];
  return item ? code`Vec::<${identifier(item)}>::new()` : code`Vec::new()`;
}
