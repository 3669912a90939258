import type { Answer, Step } from '../scoring/answer.ts';
import {
  BUSY,
  change,
  DECODE,
  event,
  HEARTBEAT,
  interrupted,
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

/** Milliseconds of the first wait without a wish of the server. */
const WAIT: readonly [number, number] = [740, 1900];
const SECOND: readonly [number, number] = [1490, 2900];

const FIRST: readonly Step[] = [subscribed('s'), change(1)];
const THEN = socket(subscribed('e1'), change(2));
const octets = (...bytes: readonly number[]): Step => ({ octets: Buffer.from(bytes).toString('base64') });

const WAYS_TO_GO: readonly (readonly [name: string, step: Step])[] = [
  ['reset', RESET],
  ['closed without a goodbye', { cut: 'close' }],
  ['closed with 1000', { close: 1000 }],
  ['closed with 1001', { close: 1001, reason: 'going' }],
  ['closed with 1012', { close: 1012 }],
  ['closed with a code of its own', { close: 4000 }],
  ['frames with reserved bits', octets(0xf1, 2, 0x7b, 0x7d)],
  ['text that is not UTF-8', octets(0x81, 2, 0xc3, 0x28)],
  ['half a message', octets(0x81, 20, 0x7b)],
];

const RESUMED: readonly Subscription[] = [
  ...WAYS_TO_GO.map(([name, step]): Subscription => {
    const half = name === 'half a message' ? [RESET] : [];
    return {
      name: `${name}, it goes on after the last event`,
      answers: [socket(...FIRST, step, ...half), THEN],
      asks: [null, 'e1'],
      gives: taken(1, 2),
      more: { waits: [WAIT] },
    };
  }),
  {
    name: 'cut before any event, it goes on where it began',
    answers: [socket(subscribed('s'), RESET), socket(subscribed('s'), change(1))],
    asks: [null, 's'],
    gives: taken(1),
  },
  {
    name: 'a second cut before any event keeps the place, and waits longer',
    answers: [socket(...FIRST, RESET), socket(RESET), THEN],
    asks: [null, 'e1', 'e1'],
    gives: taken(1, 2),
    more: { waits: [WAIT, SECOND] },
  },
  {
    name: 'a server that stops says when to come back',
    answers: [socket(...FIRST, ...BUSY), THEN],
    asks: [null, 'e1'],
    gives: taken(1, 2),
    more: { waits: [[20, 700]] },
  },
  {
    name: 'an upgrade that is refused for now is tried again',
    answers: [socket(...FIRST, ...BUSY), { status: 503, headers: { 'Retry-After': '1' } }, { status: 503 }, THEN],
    asks: [null, undefined, undefined, 'e1'],
    gives: taken(1, 2),
    more: {
      waits: [
        [20, 700],
        [1000, 1900],
        [1490 * 2, 5800],
      ],
    },
  },
  {
    name: 'silence is a cut',
    answers: [socket('deaf', ...FIRST), THEN],
    asks: [null, 'e1'],
    gives: taken(1, 2),
    more: { waits: [[3000 + 740, 3000 + 1900]] },
  },
  {
    name: 'a message that never ends is silence',
    answers: [
      socket(...FIRST, { trickle: { type: 'event', event: { id: 'e9', n: 9 }, x: 'x'.repeat(200) }, every: 50 }),
      THEN,
    ],
    asks: [null, 'e1'],
    gives: taken(1, 2),
    more: { waits: [[3000 + 740, 3000 + 1900]] },
  },
  {
    name: 'heartbeats are no silence',
    answers: [socket(...FIRST, 1800, HEARTBEAT, 1800, HEARTBEAT, 1800, change(2))],
    asks: [null],
    gives: taken(1, 2),
  },
];

const RAISED: readonly Subscription[] = [
  {
    name: 'a cursor the server no longer has is raised',
    answers: [socket(...FIRST, RESET), socket(...refused(410, 'cursor_expired'))],
    asks: [null, 'e1'],
    gives: interrupted([1], { type: 'CursorExpiredError', code: 'cursor_expired' }),
  },
  {
    name: 'so is one that goes while it is followed',
    answers: [socket(...FIRST, ...refused(410, 'cursor_expired'))],
    asks: [null],
    gives: interrupted([1], { type: 'CursorExpiredError', code: 'cursor_expired', request_id: 'r-1' }),
  },
  {
    name: 'and one told by the goodbye alone',
    answers: [socket(...FIRST, { close: 4410, reason: 'cursor_expired' })],
    asks: [null],
    gives: interrupted([1], { type: 'CursorExpiredError', code: 'cursor_expired' }),
  },
  {
    name: 'a credential that went bad is raised',
    answers: [socket(...FIRST, ...BUSY), { status: 401 }],
    asks: [null, undefined],
    gives: interrupted([1], { type: 'AuthenticationError' }),
  },
  {
    name: 'a wait that is too long is raised',
    answers: [socket(...FIRST, ...refused(429, 'rate_limited', { retry_after: 90 }))],
    asks: [null],
    gives: interrupted([1], { type: 'RateLimitError', retry_after: 90 }),
    more: { within: [0, 2000] },
  },
  {
    name: 'a server that goes on elsewhere is not believed',
    answers: [socket(...FIRST, ...BUSY), socket(subscribed('e5'), change(6))],
    asks: [null, 'e1'],
    gives: interrupted([1], { ...LOST, last_event_id: 'e1' }),
  },
  ...(
    [
      ['text that is not JSON', { text: '{"type":' }],
      ['JSON that is no message', say([1])],
      ['a message without a type', say({ id: 'e2' })],
      ['a binary message', { binary: Buffer.from('{"type":"heartbeat"}').toString('base64') }],
      ['an event that is not as declared', say({ type: 'event', event: { id: 'e2', n: 'two' } })],
      ['an event that is none', say({ type: 'event' })],
    ] as const
  ).map(
    ([name, step]): Subscription => ({
      name: `${name} is raised`,
      answers: [socket(...FIRST, step, change(2))],
      asks: [null],
      gives: interrupted([1], DECODE),
    }),
  ),
  {
    name: 'an event before anyone was let in is raised',
    answers: [socket(change(1))],
    asks: [null],
    gives: { attempts: 1, error: DECODE },
  },
];

const busy = (...steps: readonly Step[]): Answer => socket(subscribed('e1'), ...steps, ...BUSY);

const PROGRESS: readonly Subscription[] = [
  {
    name: 'it gives up after five attempts without progress',
    answers: [socket(...FIRST, ...BUSY), ...Array.from({ length: 5 }, () => busy())],
    asks: [null, ...Array.from({ length: 5 }, () => 'e1')],
    gives: interrupted([1], { ...LOST, last_event_id: 'e1' }),
  },
  {
    name: 'what came before is no progress',
    answers: [socket(...FIRST, ...BUSY), ...Array.from({ length: 5 }, () => busy(change(1)))],
    asks: [null, ...Array.from({ length: 5 }, () => 'e1')],
    gives: interrupted([1], { ...LOST, last_event_id: 'e1' }),
  },
  {
    name: 'an event begins the count again',
    answers: [
      socket(...FIRST, ...BUSY),
      ...Array.from({ length: 4 }, () => busy()),
      busy(change(2)),
      ...Array.from({ length: 4 }, () => socket(subscribed('e2'), ...BUSY)),
      socket(subscribed('e2'), change(3)),
    ],
    asks: [null, ...Array.from({ length: 5 }, () => 'e1'), ...Array.from({ length: 5 }, () => 'e2')],
    gives: taken(1, 2, 3),
  },
  {
    name: 'so does a heartbeat: a feed may be quiet',
    answers: [socket(...FIRST, ...BUSY), ...Array.from({ length: 8 }, () => busy(HEARTBEAT)), THEN],
    asks: [null, ...Array.from({ length: 9 }, () => 'e1')],
    gives: taken(1, 2),
  },
];

const ORDER: readonly Subscription[] = [
  {
    name: 'what comes again is given once, and does not move the place',
    answers: [
      socket(subscribed('s'), change(1), change(2), change(1), ...BUSY),
      socket(subscribed('e2'), change(2), change(1), change(3)),
    ],
    asks: [null, 'e2'],
    gives: taken(1, 2, 3),
  },
  {
    name: 'what comes out of order is given as it comes',
    answers: [
      socket(subscribed('s'), change(1), change(3), change(2), ...BUSY),
      socket(subscribed('e2'), change(3), change(4)),
    ],
    asks: [null, 'e2'],
    gives: taken(1, 3, 2, 4),
  },
  {
    name: 'ids may leave some out',
    answers: [socket(subscribed('e1'), event(7, 'e7'), event(40, 'e40'))],
    asks: [null],
    gives: taken(7, 40),
  },
];

export const resumingCases = [
  ...RESUMED.map((one) => subscription('Feeds by WebSocket go on after the last event', one)),
  ...RAISED.map((one) => subscription('Feeds by WebSocket: errors on the way', one)),
  ...PROGRESS.map((one) => subscription('Feeds by WebSocket: giving up', one)),
  ...ORDER.map((one) => subscription('Feeds by WebSocket: what comes again', one)),
];
