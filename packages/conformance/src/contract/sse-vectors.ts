import type { Case } from '../fixtures/case.ts';

const LONG = 'x'.repeat(2048);

/**
 * Streams and the data of their events. The first sixteen are the format tests for EventSource that browsers are held to
 * (web-platform-tests, eventsource/format-*); the others are what those leave out.
 */
const VECTORS: readonly (readonly [name: string, stream: string, data: readonly string[]])[] = [
  ['bom', '\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n', ['1', '2', '3']],
  ['bom-2', '\uFEFF\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n', ['2', '3']],
  ['comments', `data:1\r:\0\n:\r\ndata:2\n:${LONG}\rdata:3\n:data:fail\r:${LONG}\ndata:4\n\n`, ['1\n2\n3\n4']],
  ['data-before-final-empty-line', 'retry:1000\ndata:test1\n\ndata:test2', ['test1']],
  ['field-data', 'data:\n\ndata\ndata\n\ndata:test\n\n', ['', '\n', 'test']],
  ['field-event', 'event:test\ndata:x\n\ndata:y\n\n', ['x', 'y']],
  ['field-event-empty', 'event: \ndata:data\n\n', ['data']],
  ['field-id-null', 'id:te\0st\ndata:hello\n\n', ['hello']],
  [
    'field-parsing',
    'data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n',
    ['\0\n 2\n1\n3\n\n4'],
  ],
  ['field-retry', 'retry:3000\ndata:x\n\n', ['x']],
  ['field-retry-bogus', 'retry:3000\nretry:1000x\ndata:x\n\n', ['x']],
  ['field-retry-empty', 'retry\ndata:test\n\n', ['test']],
  [
    'field-unknown',
    'data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n',
    ['test\n\ntest'],
  ],
  ['leading-space', 'data:\ttest\rdata: \ndata:test\n\n', ['\ttest\n\ntest']],
  ['newlines', 'data:test\r\ndata\ndata:test\r\n\r', ['test\n\ntest']],
  ['null-character', 'data:\0\n\n\n\n', ['\0']],
  ['utf-8', 'data:ok…名前🎈\n\n', ['ok…名前🎈']],
  ['no data, no event', 'event:x\nid:1\n\nretry:5\n\n: only a comment\n\n\n\ndata:a\n\n', ['a']],
  ['every way to end a line', 'data:a\n\ndata:b\r\rdata:c\r\n\r\n', ['a', 'b', 'c']],
  ['an unterminated tail', 'data:a\n\ndata:b\n', ['a']],
  ['an unterminated line', 'data:a\n\ndata:b', ['a']],
  ['colons in data', 'data::a:\n\ndata: : b\n\n', [':a:', ': b']],
  ['nothing', '', []],
  ['comments only', ':\n\n:a\r\n\r\n', []],
];

const TYPES = ['text/event-stream;', 'text/event-stream;charset=windows-1252', 'TEXT/Event-Stream; charset="utf-8"'];

export const sseCases: readonly Case[] = [
  ...VECTORS.flatMap(([name, stream, data]) => [
    vector(`SSE: ${name}`, data, { text: stream }),
    vector(`SSE: ${name}, byte by byte`, data, { text: stream, split: 1, chunked: true }),
    ...cuts(stream).map((pieces, at) => vector(`SSE: ${name}, in two at ${at + 1}`, data, { pieces })),
  ]),
  ...TYPES.map((type) => vector(`SSE: as ${type}`, ['é'], { headers: { 'Content-Type': type }, text: 'data:é\n\n' })),
];

/** At every place but within a character, which is what byte by byte is for; long ones have nothing to tell here. */
function cuts(stream: string): (string | number)[][] {
  if (stream.length > 1000) return [];
  const characters = [...stream];
  return characters.slice(1).map((_, n) => [characters.slice(0, n + 1).join(''), 2, characters.slice(n + 1).join('')]);
}

function vector(name: string, data: readonly string[], answer: Case['answers'][number]): Case {
  const headers = { 'Content-Type': 'text/event-stream', ...answer.headers };
  return {
    name,
    feature: 'Server-sent events, decoded as browsers do',
    call: { operation: 'contractTextEvents' },
    answers: [{ status: 200, ...answer, headers }],
    wire: [{ method: 'GET', target: '/contract/text-events' }],
    gives: { items: data, end: 'complete' },
  };
}
