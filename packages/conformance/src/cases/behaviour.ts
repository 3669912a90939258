import type { Value } from '../exact/json.ts';
import type { Call, Case, Result } from '../fixtures/case.ts';
import type { Document } from '../fixtures/fixture.ts';
import type { Answer, Fault } from '../scoring/answer.ts';
import { type Answered, answerWith, statusFor } from './answer.ts';
import { asBulk } from './bulk.ts';
import { listOf, membersOf, type Operation, operationsOf, type Response, resolver } from './document.ts';
import { kindOf } from './media.ts';
import { asPacked } from './packed.ts';
import { type Made, makeRequest } from './request.ts';

/** Which error a status is, by the contract; the first rule that fits holds. */
export interface ErrorRule {
  readonly name: string;
  readonly status?: readonly number[];
  readonly range?: readonly [low: number, high: number];
  readonly code?: string;
}

const SOON = { 'Retry-After-Ms': '20' };
/** Longer than the deadline, and not so long that a hundred of them matter. */
const LATE_MS = 900;
const DEADLINE_MS = 250;
/** Until a request is surely on its way, on a busy machine too. */
const PATIENCE_MS = 1000;
/** Longer than anybody waits. */
const NEVER_MS = 10_000;
/** All of the answer, and not its end. */
const STALL: Fault = { at: Number.MAX_SAFE_INTEGER, how: 'stall' };
const SAFE = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

/** How every operation behaves beyond one request and one answer, as far as the document and the contract say so. */
export function behaviourCases(document: Document, rules: readonly ErrorRule[]): Case[] {
  return operationsOf(document).flatMap((operation) => {
    const resolve = resolver(document);
    const content = operation.body?.content[0] ?? null;
    const made = makeRequest(document, resolve, operation, { mode: 'plain', content });
    const success = operation.responses.find((response) => statusFor(response, operation) < 300);
    const answered = success && answerWith(resolve, success, statusFor(success, operation), 'plain');
    if (!made || !answered) return [];
    const first = makeRequest(document, resolve, operation, { mode: 'minimal', content });
    const behaviours = [
      retry(operation, made, answered),
      ...raw(operation, made, answered),
      ...once(operation, made, answered),
      ...deadline(operation, made, answered),
      ...silence(operation, made, answered),
      cancelled(operation, made, answered),
      ...(first ? pages(operation, first, answered) : []),
      ...socket(operation, made, answered),
      ...errors(operation, made, rules, (response) =>
        answerWith(resolve, response, statusFor(response, operation), 'plain'),
      ),
    ].map((one) => asBulk(operation, one));
    return [
      ...behaviours,
      ...asPacked(resolve, operation, success, asBulk(operation, simple(operation, made, answered))),
    ];
  });
}

/** One request and its answer. */
function simple(operation: Operation, made: Made, { answer, gives }: Answered): Case {
  const whole = taken(operation, made, gives);
  return {
    name: operation.id,
    feature: '',
    call: whole.call,
    answers: [answer],
    wire: [made.wire],
    gives: whole.gives,
  };
}

const isEndless = ({ members }: Operation): boolean => membersOf(members['x-stream']).endless === true;

/** What has no end is taken from. */
function taken(operation: Operation, { call }: Made, gives: Result): { readonly call: Call; readonly gives: Result } {
  if (!isEndless(operation) || !gives.items) return { call, gives };
  return { call: { ...call, take: gives.items.length }, gives: { ...gives, end: 'taken' } };
}

const withOptions = (call: Call, options: { readonly max_retries: number; readonly timeout_ms: number }): Call => ({
  ...call,
  client: { ...call.client, options },
});

/** An operation is sent again where the document says that it may be. */
function retry(operation: Operation, made: Made, { answer, gives }: Answered): Case {
  const busy: Answer = { status: 503, headers: SOON };
  const isKeyed = operation.parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key');
  const { members, method } = operation;
  const again = SAFE.has(method) || members['x-safe'] === true || members['x-idempotent'] === true || isKeyed;
  const whole = taken(operation, made, gives);
  const count = again ? 2 : 1;
  const counted = whole.gives.items ? {} : { attempts: count };
  return {
    name: `${operation.id}: ${again ? 'is sent again after 503' : 'is sent once'}`,
    feature: 'retries',
    call: withOptions(whole.call, { max_retries: 2, timeout_ms: 20_000 }),
    answers: [busy, answer],
    wire: Array.from({ length: count }, () => made.wire),
    gives: again ? { ...whole.gives, ...counted } : { status: 503, attempts: 1, error: {} },
  };
}

/** What gives its items once cannot give them for a second attempt, and is never sent as if what is left were all. */
function once({ id, body }: Operation, { call, wire }: Made, { answer }: Answered): Case[] {
  const kind = kindOf(body?.content[0]?.type ?? '');
  if (kind !== 'lines' && kind !== 'records') return [];
  return [
    {
      name: `${id}: is sent once where its items come once`,
      feature: 'retries',
      call: withOptions({ ...call, once: true }, { max_retries: 2, timeout_ms: 20_000 }),
      answers: [{ status: 503, headers: SOON }, answer],
      wire: [wire],
      gives: { status: 503, attempts: 1, error: {} },
    },
  ];
}

/** Status and headers of the answer can be had with its result. */
function raw(operation: Operation, made: Made, { answer, gives }: Answered): Case[] {
  const whole = taken(operation, made, gives);
  const headers = { ...answer.headers, 'X-Parity': 'seen' };
  return [
    {
      name: `${operation.id}: gives the response's headers`,
      feature: 'raw response',
      call: whole.call,
      answers: [{ ...answer, headers }],
      wire: [made.wire],
      gives: { ...whole.gives, status: answer.status ?? 200, headers: { 'x-parity': 'seen' } },
    },
  ];
}

/** Streams have no end, and so no deadline. */
function deadline({ id }: Operation, made: Made, { answer, gives }: Answered): Case[] {
  if (gives.items) return [];
  return [
    {
      name: `${id}: ends at the deadline`,
      feature: 'timeout',
      call: withOptions(made.call, { max_retries: 0, timeout_ms: DEADLINE_MS }),
      answers: [{ ...answer, delay: LATE_MS }],
      wire: null,
      gives: { status: null, error: { type: 'TimeoutError', code: 'timeout' } },
    },
  ];
}

/** A stream that says nothing for too long was cut: it is asked for again where it had a place, and else fails. */
function silence({ id, method }: Operation, { call, wire }: Made, { answer, gives }: Answered): Case[] {
  const { text } = answer;
  if (!gives.items || text === undefined) return [];
  const isResumed = method === 'GET' && kindOf(String(answer.headers?.['Content-Type'])) === 'events';
  const stalled: Answer = {
    ...answer,
    text: isResumed ? `retry: 10\nid: 7\n${text}` : text,
    chunked: true,
    fault: STALL,
  };
  const again = { ...wire, headers: { ...wire.headers, 'Last-Event-ID': '7' } };
  const lost = { type: 'StreamInterrupted', code: 'stream_interrupted' };
  return [
    {
      name: `${id}: silence is a cut`,
      feature: 'timeout',
      call: { ...call, client: { ...call.client, options: { max_retries: 0, idle_timeout_ms: PATIENCE_MS } } },
      answers: [stalled, { status: 204 }],
      wire: isResumed ? [wire, again] : [wire],
      gives: isResumed
        ? { items: gives.items, end: 'complete' }
        : { items: gives.items, end: 'interrupted', error: lost },
      within: [PATIENCE_MS, 8000],
    },
  ];
}

/** A caller who does not want to wait any longer does not have to, and the connection goes. */
function cancelled({ id }: Operation, { call, wire }: Made, { answer, gives }: Answered): Case {
  return {
    name: `${id}: is given up`,
    feature: 'cancellation',
    call: withOptions({ ...call, cancel_ms: PATIENCE_MS }, { max_retries: 2, timeout_ms: 20_000 }),
    answers: [gives.items ? { ...answer, chunked: true, fault: STALL } : { ...answer, delay: NEVER_MS }],
    wire: [wire],
    gives: { error: { code: 'cancelled' } },
    within: [PATIENCE_MS - 20, 6000],
  };
}

/** Two pages, the second at the cursor of the first. */
function pages({ id, members }: Operation, { call, wire }: Made, { answer, gives }: Answered): Case[] {
  const { cursor, next, items } = membersOf(members['x-pagination']);
  const page = membersOf(gives.value);
  if (typeof cursor !== 'string' || typeof next !== 'string' || typeof items !== 'string') return [];
  const list = listOf(page[items]);
  const answerOf = (at: string | null): Answer => ({ ...answer, json: { ...page, [next]: at } });
  const joint = wire.target.includes('?') ? '&' : '?';
  return [
    {
      name: `${id}: all pages`,
      feature: 'pages',
      call: { ...call, take: 2 * list.length + 1 },
      answers: [answerOf('c/2 ä'), answerOf(null)],
      wire: [wire, { ...wire, target: `${wire.target}${joint}${cursor}=c%2F2%20%C3%A4` }],
      gives: { items: [...list, ...list], end: 'complete' },
    },
  ];
}

/** The feed by WebSocket, where the document offers one. */
function socket({ id, members }: Operation, { call, wire }: Made, { gives }: Answered): Case[] {
  const { path } = membersOf(members['x-websocket']);
  const item = gives.items?.[0];
  if (typeof path !== 'string' || item === undefined) return [];
  const { params = {} } = call;
  const { 'Last-Event-ID': cursor, ...headers } = wire.headers ?? {};
  const hello: Value = {
    type: 'subscribe',
    ...params.query,
    ...(params.header?.['Last-Event-ID'] === undefined ? {} : { last_event_id: cursor ?? null }),
  };
  return [
    {
      name: `${id}: by WebSocket`,
      feature: 'subscribe',
      call: { ...call, transport: 'websocket', take: 1 },
      answers: [
        {
          websocket: [
            'hear',
            { json: { type: 'subscribed', id: cursor ?? 'log-1' } },
            { json: { type: 'event', event: item } },
          ],
        },
      ],
      wire: [{ method: 'GET', target: path, headers, messages: [hello] }],
      gives: { items: [item], end: 'taken', status: 101 },
    },
  ];
}

/** Every declared status is the error the contract says, with the code the API gave. */
function errors(
  { id, responses }: Operation,
  made: Made,
  rules: readonly ErrorRule[],
  answerOf: (response: Response) => Answered | null,
): Case[] {
  return responses.flatMap((response) => {
    const status = Number(response.status);
    return rules
      .filter((rule) => status >= 400 && isOf(rule, status))
      .flatMap((rule) => {
        const answered = answerOf(response);
        const body = membersOf(answered?.gives.error?.body);
        if (!answered) return [];
        const json = { ...body, code: rule.code ?? 'some_code', message: 'Not like this', request_id: 'r-9' };
        const error = {
          type: rule.name,
          code: json.code,
          message: json.message,
          request_id: json.request_id,
          body: json,
        };
        return [
          {
            name: `${id}: ${status}${rule.code ? ` ${rule.code}` : ''} is ${rule.name}`,
            feature: rule.name,
            call: made.call,
            answers: [{ ...answered.answer, json }],
            wire: [made.wire],
            gives: { status, attempts: 1, error },
          },
        ];
      });
  });
}

const isOf = ({ status, range }: ErrorRule, code: number): boolean =>
  status?.includes(code) ?? (range !== undefined && code >= range[0] && code <= range[1]);
