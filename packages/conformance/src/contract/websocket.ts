import type { Value } from '../exact/json.ts';
import type { Call, Case, Result, WireRequest } from '../fixtures/case.ts';
import type { Answer, Step } from '../scoring/answer.ts';

/** What a subscription is to do: the same for all of its cases but for what they are about. */
export interface Subscription {
  readonly name: string;
  readonly answers: readonly Answer[];
  /** The cursor each connection asks for; null for none, undefined where it says nothing at all. */
  readonly asks: readonly (string | null | undefined)[];
  readonly gives: Result;
  readonly call?: Partial<Call>;
  /** What the first message says beside the cursor. */
  readonly message?: Readonly<Record<string, Value>>;
  readonly headers?: WireRequest['headers'];
  readonly more?: Partial<Case>;
}

export function subscription(feature: string, one: Subscription): Case {
  const { name, answers, asks, gives, call = {}, message = {}, headers = {}, more = {} } = one;
  const request = (cursor: string | null | undefined): WireRequest => ({
    method: 'GET',
    target: '/websocket/socket',
    headers: { Upgrade: 'websocket', 'Last-Event-ID': null, ...headers },
    messages:
      cursor === undefined
        ? []
        : [{ type: 'subscribe', ...message, ...(cursor !== null && { last_event_id: cursor }) }],
  });
  return {
    name: `websocket: ${name}`,
    feature,
    call: {
      operation: 'websocketChanges',
      transport: 'websocket',
      client: {},
      ...(gives.end === 'taken' ? { take: gives.items?.length ?? 0 } : {}),
      ...call,
    },
    answers,
    wire: asks.map(request),
    gives,
    ...more,
  };
}

/** A server that hears what the client wants before it says anything. */
export const socket = (...steps: readonly Step[]): Answer => ({ websocket: ['hear', ...steps] });

export const say = (message: Value): Step => ({ json: message });
export const subscribed = (id: string): Step => say({ type: 'subscribed', id });
export const event = (n: number, id: string): Step => say({ type: 'event', event: { id, n } });
export const HEARTBEAT = say({ type: 'heartbeat' });
export const RESET: Step = { cut: 'reset' };

/** A refusal as the API says it, and its goodbye. */
export const refused = (status: number, code: string, more: Readonly<Record<string, Value>> = {}): Step[] => [
  say({ type: 'error', status, error: { code, message: 'No', request_id: 'r-1', ...more } }),
  { close: 4000 + status, reason: code },
];

/** Comes back soon, so that cases are quick. */
export const BUSY = refused(503, 'unavailable', { retry_after: 0.02 });

const ids = (numbers: readonly number[]): Value[] => numbers.map((n) => ({ id: `e${n}`, n }));
export const taken = (...numbers: readonly number[]): Result => ({ items: ids(numbers), end: 'taken', status: 101 });
export const interrupted = (numbers: readonly number[], error: { [member: string]: Value }): Result => ({
  items: ids(numbers),
  end: 'interrupted',
  error,
});
export const LOST = { type: 'StreamInterrupted', code: 'stream_interrupted' };
export const DECODE = { type: 'DecodeError', code: 'decode_error' };

/** An event whose id is that of its number. */
export const change = (n: number): Step => event(n, `e${n}`);
