import { code, firstSentence, Lexeme, operationDocs } from '@sdkgen/codegen';
import type { Operation, WebSocketFeed } from '@sdkgen/ir';
import { lineDoc } from '../docstrings.ts';
import { feedOf } from '../features.ts';
import { holdsDecimal } from '../holds.ts';
import { identifier, numberLiteral, stringLiteral } from '../literals.ts';
import { runtime } from './answers.ts';
import type { ClientContext } from './client.ts';
import { documentation, methodView, passedOn } from './method.ts';
import { argumentViews, namesOf, resultType } from './operation.ts';
import { ofLocation } from './parameters.ts';
import { memberView, type RequestContext, signatureOf } from './requests.ts';
import { streamName } from './streams.ts';

/** The method that follows a feed by WebSocket, beside the one that follows it as a stream. */
export function subscriptionMethods(operation: Operation, context: ClientContext) {
  const feed = feedOf(operation);
  if (!feed) return [];
  const { source, isAsync } = context;
  const { method } = feedNames(operation, source);
  return [
    {
      ...methodView(operation, context),
      name: identifier(method),
      doc: docOf(operation, context),
      isFeed: true,
      module: identifier(`${isAsync ? 'async' : 'sync'}_subscription`),
      request: identifier(`call_${method}`),
      passed: Lexeme.join(passedOn(argumentViews(operation, source, context)), ', '),
      stream: identifier(isAsync ? 'AsyncSubscription' : 'Subscription'),
      descriptor: feedName(operation, source),
    },
  ];
}

function docOf(operation: Operation, context: ClientContext): Lexeme {
  const { summary } = operationDocs(operation, context.source.runtime);
  const stream = namesOf(operation, context.source).method;
  const words = {
    summary: `${firstSentence(summary).replace(/\.$/, '')}, by WebSocket.`,
    details: [
      `The same events as \`${stream}\` gives, under the same ids. It goes on after the last event when it is cut. ` +
        'What comes twice is given once; what the server left out is an error.',
    ],
  };
  return documentation(operation, context, words, feedNames(operation, context.source).method);
}

/** How the subscription is written, and how its feed is read, for `_requests.py`. */
export function subscriptionView(operation: Operation, context: RequestContext) {
  const feed = feedOf(operation);
  if (!feed) return { hasFeed: false };
  const { source, imports } = context;
  const args = argumentViews(operation, source, context, true);
  const headers = [...ofLocation('header', args, context), ...ofLocation('cookie', args, context)];
  const item = resultType(operation, source, context);
  imports.from('typing', 'Any');
  return {
    hasFeed: true,
    feed: {
      function: identifier(`call_${feedNames(operation, source).method}`),
      signature: signatureOf(args, false),
      doc: lineDoc(`Write a subscription to \`${operation.name.wire}\``, 4),
      item,
      constant: identifier(`_OPERATION_${namesOf(operation, source).constant}`),
      path: stringLiteral(feed.path),
      members: args.flatMap((arg) =>
        arg.argument.at.in === 'query'
          ? [memberView(arg, arg.argument.at.parameter.name.wire, context.encoders.of(arg.argument.type), context)]
          : [],
      ),
      headers,
      hasHeaders: headers.length > 0,
      name: feedName(operation, source),
      type: runtime(context, 'websocket_course', 'Feed'),
      options: Lexeme.join(optionsOf(operation, feed, context), ', '),
    },
  };
}

function optionsOf(operation: Operation, { heartbeat }: WebSocketFeed, context: RequestContext): Lexeme[] {
  const { type } = operation.success;
  const silence = heartbeat === null ? [] : [heartbeat * context.source.runtime.websocket.missed_heartbeats];
  return [
    streamName(operation, context),
    type ? context.decoders.of(type) : runtime(context, 'decode', 'anything'),
    ...(type && holdsDecimal(context.api, type) ? [code`exact=True`] : []),
    ...silence.map((seconds) => code`silence=${numberLiteral(seconds)}`),
  ];
}

type Named = Parameters<typeof namesOf>[1];

function feedNames(operation: Operation, { py }: Named) {
  const found = py.feeds.get(operation);
  if (!found) throw new Error(`no names for the feed of ${operation.pointer}`);
  return found;
}

const feedName = (operation: Operation, source: Named): Lexeme =>
  identifier(`${feedNames(operation, source).constant}_FEED`);
