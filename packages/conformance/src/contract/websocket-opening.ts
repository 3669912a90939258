import type { Result } from '../fixtures/case.ts';
import type { Answer, Step } from '../scoring/answer.ts';
import {
  change,
  DECODE,
  HEARTBEAT,
  LOST,
  RESET,
  refused,
  type Subscription,
  say,
  socket,
  subscribed,
  subscription,
  taken,
} from './websocket.ts';

const FINE = socket(subscribed('s'), change(1));
const SOON = { 'Retry-After-Ms': '20' };
const ONCE = { client: { options: { max_retries: 0 } } };
const fails = (status: number | null, attempts: number, error: Result['error'] = {}): Result => ({
  status,
  attempts,
  error,
});
const refusal = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  json: { code: 'no', message: 'Not you', request_id: 'r-2' },
});

const MESSAGES: readonly Subscription[] = [
  {
    name: 'events as they come',
    answers: [socket(subscribed('s'), change(1), change(2))],
    asks: [null],
    gives: { ...taken(1, 2), attempts: 1 },
  },
  {
    name: 'parameters go with the first message, never with the URL',
    answers: [FINE],
    asks: [null],
    gives: taken(1),
    call: {
      params: {
        query: { tag: ['a', 'b c'], since: '2025-06-01T00:00:00Z' },
        header: { 'X-Websocket-Note': 'n' },
      },
    },
    message: { tag: ['a', 'b c'], since: '2025-06-01T00:00:00Z' },
    headers: { 'X-Websocket-Note': 'n' },
  },
  {
    name: 'a place the caller names is where it begins',
    answers: [socket(subscribed('x'), change(1))],
    asks: ['x'],
    gives: taken(1),
    call: { params: { header: { 'Last-Event-ID': 'x' } } },
  },
  {
    name: 'a server that begins elsewhere is not believed',
    answers: [socket(subscribed('y'), change(1))],
    asks: ['x'],
    gives: { status: null, error: { ...LOST, last_event_id: 'x' } },
    call: { params: { header: { 'Last-Event-ID': 'x' } } },
  },
  {
    name: 'a key goes in its header',
    answers: [FINE],
    asks: [null],
    gives: taken(1),
    call: { client: { auth: { WebsocketKey: 'k' } } },
    headers: { 'X-Websocket-Key': 'k' },
  },
  {
    name: 'a token goes in its header',
    answers: [FINE],
    asks: [null],
    gives: taken(1),
    call: { client: { auth: { WebsocketBearer: 't' } } },
    headers: { Authorization: 'Bearer t' },
  },
  {
    name: 'a key of the query goes with the first message',
    answers: [FINE],
    asks: [null],
    gives: taken(1),
    call: { client: { auth: { WebsocketQuery: 'q' } } },
    message: { websocket_key: 'q' },
  },
  {
    name: 'what is not known is passed over',
    answers: [
      socket(
        HEARTBEAT,
        say({ type: 'welcome' }),
        say({ type: 'subscribed', id: 's', more: 1 }),
        say({ type: 'notice', event: { n: 7 } }),
        HEARTBEAT,
        say({ type: 'event', event: { id: 'e1', n: 1 }, more: [] }),
      ),
    ],
    asks: [null],
    gives: taken(1),
  },
  {
    name: 'a message in frames, with a ping between them',
    answers: [socket(subscribed('s'), ...inFrames('{"type":"event","event":{"id":"e1","n":1}}'), change(2))],
    asks: [null],
    gives: taken(1, 2),
  },
  {
    name: 'a message octet by octet',
    answers: [socket(subscribed('s'), { trickle: { type: 'event', event: { id: 'e1', n: 1 } }, every: 5 })],
    asks: [null],
    gives: taken(1),
  },
  {
    name: 'a long message',
    answers: [socket(subscribed('s'), say({ type: 'event', event: { id: 'e1', n: 1 }, padding: 'x'.repeat(900_000) }))],
    asks: [null],
    gives: taken(1),
  },
  {
    name: 'many messages at once',
    answers: [socket(subscribed('s'), ...Array.from({ length: 3000 }, (_, n) => change(n)))],
    asks: [null],
    gives: taken(...Array.from({ length: 3000 }, (_, n) => n)),
  },
  {
    name: 'a server that does not answer a goodbye is left all the same',
    answers: [socket('deaf', subscribed('s'), change(1))],
    asks: [null],
    gives: taken(1),
  },
];

const ERRORS: readonly (readonly [status: number, type: string])[] = [
  [400, 'InvalidRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [422, 'InvalidRequestError'],
];

const REFUSALS: readonly Subscription[] = [
  ...ERRORS.flatMap(([status, type]): Subscription[] => [
    {
      name: `an upgrade refused with ${status}`,
      answers: [refusal(status)],
      asks: [undefined],
      gives: fails(status, 1, { type, code: 'no', message: 'Not you', request_id: 'r-2' }),
    },
    {
      name: `a subscription refused with ${status}`,
      answers: [socket(...refused(status, 'no'))],
      asks: [null],
      gives: fails(status, 1, { type, code: 'no', message: 'No', request_id: 'r-1' }),
    },
    {
      name: `closed with ${4000 + status}`,
      answers: [socket({ close: 4000 + status, reason: 'no_way' })],
      asks: [null],
      gives: fails(status, 1, { type, code: 'no_way' }),
    },
  ]),
  {
    name: 'a cursor older than what is kept is raised',
    answers: [socket(...refused(410, 'cursor_expired', { oldest: 'b' }))],
    asks: ['a'],
    gives: fails(410, 1, {
      type: 'CursorExpiredError',
      code: 'cursor_expired',
      body: { code: 'cursor_expired', message: 'No', request_id: 'r-1', oldest: 'b' },
    }),
    call: { params: { header: { 'Last-Event-ID': 'a' } } },
  },
  {
    name: 'an upgrade that is too soon is tried again',
    answers: [refusal(503, SOON), refusal(429, SOON), FINE],
    asks: [undefined, undefined, null],
    gives: { ...taken(1), attempts: 3 },
    more: {
      waits: [
        [18, 600],
        [18, 600],
      ],
    },
  },
  {
    name: 'a subscription that is too soon is tried again',
    answers: [
      socket(...refused(503, 'no', { retry_after: 0.2 })),
      socket(...refused(429, 'no', { retry_after: 1 })),
      FINE,
    ],
    asks: [null, null, null],
    gives: { ...taken(1), attempts: 3 },
    more: {
      waits: [
        [200, 900],
        [1000, 1700],
      ],
    },
  },
  {
    name: 'the last refusal is raised',
    answers: [refusal(503, SOON), socket(...refused(502, 'no', { retry_after: 0.02 })), refusal(500, SOON)],
    asks: [undefined, null, undefined],
    gives: fails(500, 3, { type: 'ServerError', code: 'no' }),
  },
  {
    name: 'a wait that is too long is not waited for',
    answers: [socket(...refused(429, 'rate_limited', { retry_after: 90 }))],
    asks: [null],
    gives: fails(429, 1, { type: 'RateLimitError', code: 'rate_limited', retry_after: 90 }),
    more: { within: [0, 2000] },
  },
  {
    name: 'nor is one of an upgrade',
    answers: [refusal(429, { 'Retry-After': '90' })],
    asks: [undefined],
    gives: fails(429, 1, { type: 'RateLimitError', code: 'no', retry_after: 90 }),
    more: { within: [0, 2000] },
  },
  {
    name: 'a redirect is not followed',
    answers: [{ status: 302, headers: { Location: '{other}/elsewhere' } }],
    asks: [undefined],
    gives: fails(302, 1),
    call: { client: { auth: { WebsocketKey: 'k' } } },
    headers: { 'X-Websocket-Key': 'k' },
  },
  {
    name: 'an answer that is no upgrade',
    answers: [{ status: 200, text: 'hello' }],
    asks: [undefined],
    gives: fails(200, 1, DECODE),
  },
];

const CUTS: readonly Subscription[] = [
  {
    name: 'cut before the upgrade',
    answers: [{ fault: { at: 'start', how: 'reset' } }, FINE],
    asks: [undefined, null],
    gives: { ...taken(1), attempts: 2 },
    more: { waits: [[370, 1200]] },
  },
  {
    name: 'cut before it was let in',
    answers: [socket(RESET), socket({ close: 1011 }), FINE],
    asks: [null, null, null],
    gives: { ...taken(1), attempts: 3 },
  },
  {
    name: 'cut before it was let in, again and again',
    answers: [socket(RESET), socket(RESET), socket(RESET)],
    asks: [null, null, null],
    gives: fails(null, 3, { type: 'ConnectionError', code: 'connection_error' }),
  },
  {
    name: 'never let in, though the server lives',
    answers: [socket(...Array.from({ length: 25 }, (): Step[] => [HEARTBEAT, 500]).flat())],
    asks: [null],
    gives: fails(null, 1, { type: 'TimeoutError', code: 'timeout' }),
    call: ONCE,
    more: { within: [9500, 12_000] },
  },
  {
    name: 'an upgrade that is never answered',
    answers: [{ fault: { at: 'start', how: 'stall' } }],
    asks: [undefined],
    gives: fails(null, 1, { type: 'TimeoutError', code: 'timeout' }),
    call: ONCE,
    more: { within: [9500, 12_000] },
  },
];

export const openingCases = [
  ...MESSAGES.map((one) => subscription('Feeds by WebSocket', one)),
  ...REFUSALS.map((one) => subscription('Feeds by WebSocket: errors as by HTTP', one)),
  ...CUTS.map((one) => subscription('Feeds by WebSocket: opening', one)),
];

/** Text in two frames, and a ping between them, which may come anywhere. */
function inFrames(text: string): Step[] {
  const bytes = Buffer.from(text);
  const [one, other] = [bytes.subarray(0, 10), bytes.subarray(10)];
  const octets = Buffer.concat([
    Buffer.of(0x01, one.length),
    one,
    Buffer.of(0x89, 0),
    Buffer.of(0x80, other.length),
    other,
  ]);
  return [{ octets: octets.toString('base64') }];
}
