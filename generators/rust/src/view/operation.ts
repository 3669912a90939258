import { code, type Lexeme, type RenderInput } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { bound, signature } from '../layout/index.ts';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import type { Context } from '../types.ts';
import { bulkView } from './bulk.ts';
import { constantsOf } from './constants.ts';
import { errorsSection, exampleDocs, methodDocs } from './documentation.ts';
import { headersView } from './headers.ts';
import { bodyModel, groupingSetters, inputField, inputParameter, inputSetters, inputsOf } from './input.ts';
import { pagedView } from './paged.ts';
import { partLines } from './parts.ts';
import { requestLines } from './request.ts';
import { sendingOf } from './sending.ts';
import { startOf } from './start.ts';
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
  const parameters = asked.map((one) => (one === list?.input ? code`${identifier(one.name)}: I` : inputParameter(one)));
  imports.own('Error', 'Outcome', names.client);
  imports.runtime('call_options', 'Call', 'Failure', 'Operation', 'ReadTimeout', 'Request', 'Retry');
  const key = operation.idempotencyHeader;
  if (key) imports.runtime('idempotency_key');
  const paged = operation.shape.kind === 'paged' ? pagedView(context, operation, operation.shape, inputs) : null;
  if (kind === 'events') {
    imports.runtime('Feed');
    imports.own('EventStream');
  }
  const parts = operation.body ? partLines(context.api, operation.body) : [];
  if (parts.length > 0) imports.runtime('form_parts', 'Part');
  const headersType = names.operation(operation).headers;
  const headers = headersType ? headersView(context, operation) : [];
  const view = {
    constants: constantsOf(operation),
    client: identifier(names.client),
    type: identifier(type),
    bound: list ? bound(code`I: IntoIterator<IntoIter: Send + 'a, Item: Into<${list.item}> + 'a>`, 8) : code``,
    hasNothing: list?.nothing !== undefined && list.nothing.width > 0,
    nothing: list?.nothing ?? code``,
    lifetime: list ? code`<'a>` : code``,
    elided: list ? code`<'_>` : code``,
    isBulk: list !== null,
    isEvents: kind === 'events',
    isCall: kind !== 'events',
    isPaged: paged !== null,
    isWhole: kind === 'call' || kind === 'paged' || kind === 'lines',
    isCloned: list === null,
    hasKey: key !== null,
    methodDocs: methodDocs(input, operation, inputs, exampleDocs(input, context, operation)),
    callDocs: docComment([`The call \`${names.client}::${method}\` makes, ready to be sent.`], 0),
    method: signature(
      head,
      [code`&self`, ...parameters],
      list ? code`${identifier(type)}<'a>` : identifier(type),
      4,
      list === null,
    ),
    start: startOf(context, operation, inputs, list?.input ?? null),
    fields: own.map((one) => inputField(one)),
    hasBody: model !== null,
    body: model ? identifier(names.type(model.id)) : code``,
    setters: [
      ...grouped.setters,
      ...inputs
        .filter((one) => !grouped.replaced.includes(one) && one !== list?.input)
        .flatMap((one) => inputSetters(one)),
    ],
    success: success.type,
    ...sendingOf(operation, success.type, list),
    receive: success.receive,
    hasReader: success.reader.length > 0,
    reader: success.reader,
    hasParts: parts.length > 0,
    parts,
    hasHeaders: headers.length > 0,
    headersType: identifier(headersType ?? 'None'),
    headersDocs: docComment([`The headers that answers to \`${names.client}::${method}\` may have.`], 4),
    headers,
    errors: errorsSection(input, operation),
    request: requestLines(context, operation, inputs),
    list: list ?? {},
    paged: paged ?? {},
    sentinel: sentinelOf(operation),
    endless: identifier(String(operation.shape.kind === 'events' && operation.shape.endless)),
    resumable: identifier(String(operation.shape.kind === 'events' && operation.shape.resumable)),
  };
  if (model) {
    imports.own(names.type(model.id));
    imports.runtime('body_members');
  }
  return { ...view, imports: imports.print() };
}

function sentinelOf({ shape }: Operation): Lexeme {
  const text = shape.kind === 'events' ? shape.sentinel : null;
  return text === null ? code`None` : code`Some(${stringLiteral(text)})`;
}
