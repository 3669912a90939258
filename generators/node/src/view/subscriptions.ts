import { code, firstSentence, type Lexeme, operationDocs } from '@sdkgen/codegen';
import type { Operation, WebSocketFeed } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { braced, bracketed } from '../layout.ts';
import { doc, identifier, number, propertyKey, string, tag } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { isExact } from './answers.ts';
import type { Context } from './context.ts';
import { MODELS, type Parameters, parametersOf, parametersType } from './parameters.ts';
import { CODECS, memberOf } from './request.ts';

/** The same feed by WebSocket: a method, a function and an endpoint of its own, so that an app that has no use for it has none of it. */
export function feedOf({ shape }: Operation): WebSocketFeed | null {
  return shape.kind === 'events' ? shape.websocket : null;
}

/** The lines of the method or function. */
export function subscriptionLines(
  context: Context,
  operation: Operation,
  feed: WebSocketFeed,
  { name, before, core, indent }: { name: Lexeme; before: readonly Lexeme[]; core: Lexeme; indent: number },
): Lexeme[] {
  const parameters = parametersOf(context, operation);
  const passed = [...before, ...paramsArgument(parameters), code`options?: StreamOptions`];
  const endpoint = code`endpoints.${identifier(context.named.endpoint(feed))}`;
  const params = parameters.kind === 'none' ? code`{}` : code`params`;
  return [
    ...bracketed(code`${name}(`, passed, code`): EventStream<${eventType(context, operation)}> {`, indent),
    code`  return subscriptions.open(${core}, ${endpoint}, ${params}, options);`,
    code`}`,
  ];
}

export function subscriptionDoc(
  context: Context,
  operation: Operation,
  indent = 0,
  example: Lexeme | null = null,
): readonly Lexeme[] {
  const { summary, errors } = operationDocs(operation, context.runtime);
  const stream = context.named.method(operation);
  return doc(
    [
      `${firstSentence(summary).replace(/\.$/, '')}, by WebSocket: the same events as \`${stream}\` gives, under the same ids.`,
      'It goes on after the last event when it is cut. What comes twice is given once; what the server left out is an error.',
      ...errors.map((error) => tag('throws', `{@link ${error.name}} ${error.when}`)),
      tag('throws', '{@link StreamInterrupted} A stream was cut and could not be resumed.'),
    ],
    indent,
    example,
  );
}

/** What the runtime needs to know of the feed. */
export function subscriptionEndpoint(context: Context, operation: Operation, feed: WebSocketFeed) {
  const { named, api } = context;
  const type = operation.success.type;
  const message = operation.arguments.flatMap((argument) =>
    argument.at.in === 'query' ? [memberOf(context, operation, argument, argument.at.parameter.name.wire)] : [],
  );
  const params = message.length > 0 ? code`params` : code``;
  const members = feed.members.map(([header, member]) => code`${propertyKey(header.toLowerCase())}: ${string(member)}`);
  return {
    doc: doc([`The feed of \`${operation.method} ${operation.template}\` by WebSocket.`]),
    name: identifier(named.endpoint(feed)),
    type: code`Subscription<${parametersType(parametersOf(context, operation))}, ${eventType(context, operation)}>`,
    lines: [
      code`stream: ${identifier(named.endpoint(operation))},`,
      code`path: ${string(feed.path)},`,
      ...heartbeatOf(context, feed),
      ...braced(code`members: `, members, code`,`, 2),
      ...braced(code`message: (${params}) => (`, message, code`),`, 2),
      code`event: ${type ? codecOf(type, api, named, CODECS) : code`wire.json`},`,
      ...(type && isExact(context, type) ? [code`exact: true,`] : []),
    ],
  };
}

/** So many heartbeats missing are silence. */
function heartbeatOf({ runtime }: Context, { heartbeat }: WebSocketFeed): Lexeme[] {
  if (heartbeat === null) return [];
  return [code`silence: ${number(heartbeat * 1000 * runtime.websocket.missed_heartbeats)},`];
}

function paramsArgument(parameters: Parameters): Lexeme[] {
  if (parameters.kind === 'none') return [];
  const type = parametersType(parameters);
  return [parameters.isRequired ? code`params: ${type}` : code`params: ${type} = {}`];
}

function eventType(context: Context, { success: { type } }: Operation): Lexeme {
  return type ? joined(typeOf(type, 'out', context.named, MODELS)) : code`void`;
}
