import type { Value } from '../exact/json.ts';
import type { Case, Result, WireRequest } from '../fixtures/case.ts';
import type { Answer, Fault } from '../scoring/answer.ts';

const STREAM = { 'Content-Type': 'text/event-stream' };
const CUT: Pick<Fault, 'how'> = { how: 'reset' };
/** Milliseconds the server asks to wait, so that cases are quick. */
const RETRY = 'retry: 100\n';
const WAIT: readonly [number, number] = [100, 900];

const event = (n: number, id?: string): string => `${id === undefined ? '' : `id: ${id}\n`}data: {"n":${n}}\n\n`;
const ends = (...events: string[]): Answer => ({ status: 200, headers: STREAM, chunked: true, text: events.join('') });
const cut = (...events: string[]): Answer => {
  const text = events.join('');
  return { ...ends(text), fault: { at: Buffer.byteLength(text), ...CUT } };
};
const items = (...numbers: readonly number[]): Value[] => numbers.map((n) => ({ n }));
const complete = (...numbers: readonly number[]): Result => ({ items: items(...numbers), end: 'complete' });
const taken = (...numbers: readonly number[]): Result => ({ items: items(...numbers), end: 'taken' });
const interrupted = (numbers: readonly number[], error: { [member: string]: Value }): Result => ({
  items: items(...numbers),
  end: 'interrupted',
  error,
});
const LOST = { type: 'StreamInterrupted', code: 'stream_interrupted' };

interface Resumption {
  readonly name: string;
  readonly feature: string;
  readonly path: 'events' | 'feed';
  readonly answers: readonly Answer[];
  /** The Last-Event-ID of each request; null for none. */
  readonly ids: readonly (string | null)[];
  readonly gives: Result;
  readonly more?: Partial<Case>;
}

function resumption({ name, feature, path, answers, ids, gives, more = {} }: Resumption): Case {
  const request = (id: string | null): WireRequest => ({
    method: 'GET',
    target: `/contract/${path}`,
    headers: { Accept: 'text/event-stream', 'Last-Event-ID': id },
  });
  const operation = path === 'feed' ? 'contractFeed' : 'contractEvents';
  const { call, ...rest } = more;
  return {
    name: `stream: ${name}`,
    feature,
    call: { operation, client: {}, ...(gives.end === 'taken' ? { take: gives.items?.length ?? 0 } : {}), ...call },
    answers,
    wire: ids.map(request),
    gives,
    ...rest,
  };
}

const RESUME = 'Streams resume at the last event';
const ENDLESS = 'Endless feeds';

const RESUMED: readonly Omit<Resumption, 'feature'>[] = [
  {
    name: 'cut after an event, it goes on there',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), ends(event(2, 'b'))],
    ids: [null, 'a'],
    gives: complete(1, 2),
    more: { waits: [WAIT] },
  },
  {
    name: 'a server that asks for no wait is asked at once',
    path: 'events',
    answers: [cut('retry: 0\n', event(1, 'a')), ends(event(2, 'b'))],
    ids: [null, 'a'],
    gives: complete(1, 2),
    more: { waits: [[0, 700]] },
  },
  {
    name: 'closed without the end of its chunks is cut too',
    path: 'events',
    answers: [{ ...cut(RETRY, event(1, 'a')), fault: { at: 200, how: 'close' } }, ends(event(2, 'b'))],
    ids: [null, 'a'],
    gives: complete(1, 2),
  },
  {
    name: 'cut within an event, the event comes once',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a'), 'id: b\ndata: {"n"'), ends(event(2, 'b'))],
    ids: [null, 'a'],
    gives: complete(1, 2),
  },
  {
    name: 'a second cut before any new id keeps the place',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), cut(': hello\n\n'), { fault: { at: 'start', how: 'reset' } }, ends(event(2))],
    ids: [null, 'a', 'a', 'a'],
    gives: complete(1, 2),
  },
  {
    name: 'events without an id keep the id before them',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a'), event(2), event(3)), ends(event(4, 'b'))],
    ids: [null, 'a'],
    gives: complete(1, 2, 3, 4),
  },
  {
    name: 'an id alone moves the place',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a'), 'id: b\n\n'), ends(event(2, 'c'))],
    ids: [null, 'b'],
    gives: complete(1, 2),
  },
  {
    name: 'an id with NUL is none',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a'), 'id: b\0\ndata: {"n":2}\n\n'), ends(event(3))],
    ids: [null, 'a'],
    gives: complete(1, 2, 3),
  },
  {
    name: 'an id beyond ASCII goes as UTF-8',
    path: 'events',
    answers: [cut(RETRY, event(1, 'ñ…')), ends(event(2))],
    ids: [null, 'ñ…'],
    gives: complete(1, 2),
  },
  {
    name: 'a stream that gave no ids cannot go on',
    path: 'events',
    answers: [cut(RETRY, event(1))],
    ids: [null],
    gives: interrupted([1], LOST),
  },
  {
    name: 'a server that is not back yet is asked again',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), { status: 503 }, ends(event(2))],
    ids: [null, 'a', 'a'],
    gives: complete(1, 2),
    more: { waits: [WAIT, [100, 1200]] },
  },
  {
    name: 'Retry-After goes before retry',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), { status: 503, headers: { 'Retry-After': '1' } }, ends(event(2))],
    ids: [null, 'a', 'a'],
    gives: complete(1, 2),
    more: { waits: [WAIT, [1000, 1900]] },
  },
  {
    name: 'without a wish of the server it waits a second',
    path: 'events',
    answers: [cut(event(1, 'a')), ends(event(2))],
    ids: [null, 'a'],
    gives: complete(1, 2),
    more: { waits: [[740, 1900]] },
  },
  {
    name: 'a cursor the server no longer has is raised',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), { status: 410, json: { code: 'cursor_expired', message: 'Too old' } }],
    ids: [null, 'a'],
    gives: interrupted([1], { type: 'CursorExpiredError', code: 'cursor_expired' }),
  },
  {
    name: 'a credential that went bad is raised',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), { status: 401 }],
    ids: [null, 'a'],
    gives: interrupted([1], { type: 'AuthenticationError' }),
  },
  {
    name: '204 on the way ends it',
    path: 'events',
    answers: [cut(RETRY, event(1, 'a')), { status: 204 }],
    ids: [null, 'a'],
    gives: complete(1),
  },
  {
    name: 'it gives up after five attempts without progress',
    path: 'events',
    answers: [cut('retry: 10\n', event(1, 'a')), ...Array.from({ length: 5 }, () => cut(': nothing\n\n'))],
    ids: [null, ...Array.from({ length: 5 }, () => 'a')],
    gives: interrupted([1], { ...LOST, last_event_id: 'a' }),
  },
  {
    name: 'progress begins the count again',
    path: 'events',
    answers: [
      cut('retry: 10\n', event(1, 'a')),
      ...Array.from({ length: 4 }, () => cut(': nothing\n\n')),
      cut(event(2, 'b')),
      ...Array.from({ length: 4 }, () => cut(': nothing\n\n')),
      ends(event(3, 'c')),
    ],
    ids: [null, ...Array.from({ length: 5 }, () => 'a'), ...Array.from({ length: 5 }, () => 'b')],
    gives: complete(1, 2, 3),
  },
  {
    name: 'a place the caller names is where it begins',
    path: 'events',
    answers: [ends(event(5, 'f'))],
    ids: ['e'],
    gives: complete(5),
    more: { call: { operation: 'contractEvents', client: {}, params: { header: { 'Last-Event-ID': 'e' } } } },
  },
  {
    name: 'a place the caller names holds for a cut before any event',
    path: 'events',
    answers: [cut(RETRY), ends(event(5, 'f'))],
    ids: ['e', 'e'],
    gives: complete(5),
    more: { call: { operation: 'contractEvents', client: {}, params: { header: { 'Last-Event-ID': 'e' } } } },
  },
  {
    name: 'the same and older ids are given as they come',
    path: 'events',
    answers: [ends(event(1, 'b'), event(2, 'a'), event(2, 'a'))],
    ids: [null],
    gives: complete(1, 2, 2),
  },
  {
    name: 'silence is a cut',
    path: 'events',
    answers: [{ ...cut(RETRY, event(1, 'a')), fault: { at: 200, how: 'stall' } }, ends(event(2))],
    ids: [null, 'a'],
    gives: complete(1, 2),
    more: { slow: true, waits: [[45_000, 48_000]] },
  },
  {
    name: 'comments are no silence',
    path: 'events',
    answers: [{ ...ends(), pieces: [event(1, 'a'), 30_000, ': still here\n\n', 30_000, event(2, 'b')] }],
    ids: [null],
    gives: complete(1, 2),
    more: { slow: true },
  },
];

const ENDINGS: readonly Omit<Resumption, 'feature'>[] = [
  {
    name: 'a clean end reconnects',
    path: 'feed',
    answers: [ends(RETRY, event(1, 'a')), ends(event(2, 'b')), ends(event(3, 'c'))],
    ids: [null, 'a', 'b'],
    gives: taken(1, 2, 3),
  },
  {
    name: 'a clean end before any id cannot',
    path: 'feed',
    answers: [ends(event(1))],
    ids: [null],
    gives: interrupted([1], LOST),
  },
  {
    name: '204 ends also what is endless',
    path: 'feed',
    answers: [ends(RETRY, event(1, 'a')), { status: 204 }],
    ids: [null, 'a'],
    gives: complete(1),
  },
];

const SENTINEL: readonly Omit<Resumption, 'feature'>[] = [
  {
    name: 'the sentinel ends it and is no event',
    path: 'events',
    answers: [{ ...ends(), pieces: [event(1, 'a'), 'data: [DONE]\n\n', 50, event(2, 'b')] }],
    ids: [null],
    gives: complete(1),
  },
  {
    name: 'a cut after the sentinel is none',
    path: 'events',
    answers: [cut(event(1, 'a'), 'data: [DONE]\n\n')],
    ids: [null],
    gives: complete(1),
  },
];

export const resumeCases: readonly Case[] = [
  ...RESUMED.map((one) => resumption({ ...one, feature: RESUME })),
  ...ENDINGS.map((one) => resumption({ ...one, feature: ENDLESS })),
  ...SENTINEL.map((one) => resumption({ ...one, feature: 'Sentinels' })),
];
