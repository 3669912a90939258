import { code, type Lexeme, prose } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { type Placed, parameterSteps, type Step, tellSteps } from './arguments.ts';
import { documented } from './prose.ts';
import { resultOf } from './results.ts';
import type { StreamView } from './streams.ts';

/** The method that follows a stream by WebSocket. */
export interface SocketView {
  readonly doc: Lexeme;
  readonly method: Lexeme;
  readonly path: Lexeme;
  readonly steps: readonly Step[];
  readonly heartbeat: Lexeme;
  readonly read: Lexeme;
}

export function socketView(
  types: Types,
  operation: Operation,
  placed: readonly Placed[],
  stream: StreamView | null,
): SocketView | null {
  const method = types.names.feeds.get(operation);
  const { shape } = operation;
  const feed = shape.kind === 'events' ? shape.websocket : null;
  if (!method || !feed || !stream) return null;
  types.used.add('websocket');
  const { decode } = resultOf(types, operation);
  const isText = shape.kind === 'events' && shape.data === 'text';
  const told = placed.filter(({ argument }) => argument.at.in === 'query');
  const others = placed.filter(({ argument }) => argument.at.in !== 'query');
  return {
    doc: documented(method, [
      prose(operation.docs.summary) || 'Follows a stream.',
      `The events are those of ${types.names.operation(operation).method}, by WebSocket. The loop waits for them; leaving it closes the connection. A connection that was cut is made again where it was, or the loop ends in a *StreamInterrupted.`,
      `Route: GET ${feed.path}, upgraded.`,
    ]),
    method: identifier(method),
    path: stringLiteral(feed.path),
    steps: [...tellSteps(types, told), ...parameterSteps(types, others)],
    heartbeat: numberLiteral(feed.heartbeat ?? 0),
    // By WebSocket every event is JSON.
    read: isText ? code`core.EventData(${decode})` : stream.read,
  };
}
