import { code, type Lexeme, prose, type RenderInput } from '@sdkgen/codegen';
import type { Operation, WebSocketFeed } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { call, field, signature } from '../layout/index.ts';
import { docComment, floatLiteral, identifier, integerLiteral, stringLiteral } from '../literals.ts';
import { feedNames, type Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import type { Context } from '../types.ts';
import { constantsOf } from './constants.ts';
import { errorsSection, exampleDocs } from './documentation.ts';
import { groupingSetters, type Input, inputField, inputParameter, inputSetters, inputsOf } from './input.ts';
import { parameterLines, serverLines, textLine } from './request.ts';
import { startOf } from './start.ts';
import { feedOf } from './success.ts';

/** The WebSocket a stream of events can be followed by as well, if the document has one. */
export function websocketOf({ shape }: Operation): WebSocketFeed | null {
  return shape.kind === 'events' ? shape.websocket : null;
}

/** A stream's events by WebSocket: the client's method, the call with the stream's own setters, and how it connects. */
export function feedView(
  input: RenderInput,
  all: Names,
  recursion: Recursion,
  operation: Operation,
  { path, heartbeat }: WebSocketFeed,
): object {
  const imports = new Imports();
  const names = feedNames(all);
  const context: Context = { api: input.api, names, recursion, imports, within: null };
  const { method, type } = names.operation(operation);
  const stream = all.operation(operation).method;
  const inputs = inputsOf(context, operation).filter(({ argument }) => argument.at.in !== 'path');
  const asked = inputs.filter(({ argument }) => argument.required);
  const grouped = groupingSetters(context, input.config, operation, inputs);
  const success = feedOf(context, operation);
  imports.own('Error', 'EventStream', 'Outcome', names.client);
  imports.runtime('call_options', 'Call', 'Failure', 'Operation', 'ReadTimeout', 'Request', 'Retry', 'Socket');
  if (heartbeat !== null) imports.add('std::time', 'Duration');
  const given = code`EventStream<${success.type}>`;
  return {
    constants: constantsOf({ ...operation, template: path, accept: '' }),
    heartbeat: field(code`heartbeat`, heartbeat === null ? code`None` : code`Some(${duration(heartbeat)})`, 4),
    client: identifier(names.client),
    type: identifier(type),
    methodDocs: code`${docComment(
      [
        `${ended(prose(operation.docs.summary) || 'Follows a stream')} The same events as \`${names.client}::${stream}\`, by WebSocket.`,
        `Route: \`GET ${path}\`, upgraded. Connecting is retried as a query is.`,
      ],
      4,
    )}\n${exampleDocs(input, context, operation, 'connect')}`,
    callDocs: docComment([`The subscription \`${names.client}::${method}\` makes, ready to connect.`], 0),
    method: signature(
      code`pub fn ${identifier(method)}`,
      [code`&self`, ...asked.map(inputParameter)],
      identifier(type),
      4,
      true,
    ),
    start: startOf(context, operation, inputs, null),
    fields: inputs.map(inputField),
    setters: [
      ...grouped.setters,
      ...inputs.filter((one) => !grouped.replaced.includes(one)).flatMap((one) => inputSetters(one)),
    ],
    errors: errorsSection(input, operation),
    connect: signature(code`pub async fn connect`, [code`self`], code`Result<${given}, Error>`, 4),
    sendWithMeta: signature(code`pub async fn send_with_meta`, [code`self`], code`Outcome<${given}>`, 4),
    receive: success.receive,
    request: [
      ...serverLines(operation),
      textLine(path),
      ...inputs.flatMap((one) => (one.argument.at.in === 'query' ? toldLine(one) : parameterLines(context, one))),
    ],
    hasReader: success.reader.length > 0,
    reader: success.reader,
    imports: imports.print(),
  };
}

/** What the query of the stream says is a member of the first message. */
function toldLine({ argument, name }: Input): Lexeme {
  return call(code`request.told`, [stringLiteral(argument.name.wire), code`&self.${identifier(name)}`], code`?;`, 8);
}

function duration(seconds: number): Lexeme {
  return Number.isInteger(seconds)
    ? code`Duration::from_secs(${integerLiteral(seconds)})`
    : code`Duration::from_secs_f64(${floatLiteral(seconds)})`;
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
