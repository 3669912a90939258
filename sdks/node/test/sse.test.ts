import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventDecoder } from '../dist/esm/runtime/sse.js';

/** What a stream says, and what the HTML standard makes of it. */
const VECTORS: readonly {
  name: string;
  text: string;
  events: string[];
  types?: string[];
  id?: string;
  retry?: number;
}[] = [
  { name: 'lines joined', text: 'data: YHOO\ndata: +2\ndata: 10\n\n', events: ['YHOO\n+2\n10'] },
  {
    name: 'comments and ids',
    text: ': c\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n',
    events: ['first', 'second', ' third'],
    id: '',
  },
  { name: 'empty data', text: 'data\n\ndata\ndata\n\ndata:', events: ['', '\n'] },
  { name: 'one space only', text: 'data:test\n\ndata: test\n\n', events: ['test', 'test'] },
  { name: 'a byte order mark', text: '\ufeffdata: 1\n\n\ufeffdata: 2\n\n', events: ['1'] },
  { name: 'carriage returns', text: 'data: 1\r\rdata: 2\r\r', events: ['1', '2'] },
  { name: 'both line ends', text: 'data: 1\r\n\r\ndata: 2\n\r\ndata: 3\r\n\n', events: ['1', '2', '3'] },
  { name: 'a carriage return at the very end', text: 'data: 1\n\r', events: ['1'] },
  {
    name: 'types',
    text: 'event: a\ndata: 1\n\ndata: 2\n\nevent: b\n\ndata: 3\n\n',
    events: ['1', '2', '3'],
    types: ['a', 'message', 'message'],
  },
  { name: 'retry alone', text: 'retry: 1500\n\n', events: [], retry: 1500 },
  { name: 'retry that is no number', text: 'retry: 15s\n\nretry: \n\n', events: [] },
  { name: 'an id alone', text: 'id: 7\n\n', events: [], id: '7' },
  { name: 'an id with a null', text: 'id: 7\n\nid: a\0b\ndata: x\n\n', events: ['x'], id: '7' },
  { name: 'an unterminated tail', text: 'data: 1\nid: 1\n\ndata: 2\nid: 2\n', events: ['1'], id: '1' },
  { name: 'unknown fields', text: 'foo: 1\ndata: x\nDATA: y\n data: z\n\n', events: ['x'] },
  { name: 'colons in data', text: 'data: a: b\ndata::c\n\n', events: ['a: b\n:c'] },
  { name: 'characters of many bytes', text: 'data: Grüße 🚀 \u2028\n\n', events: ['Grüße 🚀 \u2028'] },
];

function decode(chunks: readonly Uint8Array[]) {
  const decoder = new EventDecoder();
  const events = chunks.flatMap((chunk) => [...decoder.decode(chunk)]);
  return {
    events: events.map(({ data }) => data),
    types: events.map(({ type }) => type),
    id: decoder.lastEventId,
    retry: decoder.retry,
  };
}

describe('server-sent events', () => {
  for (const { name, text, events, types, id = '', retry = null } of VECTORS) {
    it(`decodes ${name}, cut anywhere`, () => {
      const bytes = new TextEncoder().encode(text);
      const cuts = [[bytes], Array.from(bytes, (byte) => Uint8Array.of(byte))];
      for (let at = 0; at <= bytes.length; at++) cuts.push([bytes.subarray(0, at), bytes.subarray(at)]);
      for (const chunks of cuts) {
        const found = decode(chunks);
        assert.deepEqual(found.events, events);
        if (types) assert.deepEqual(found.types, types);
        assert.equal(found.id, id);
        assert.equal(found.retry, retry);
      }
    });
  }

  it('keeps the id it was seeded with until the stream gives another', () => {
    const decoder = new EventDecoder('41');
    assert.equal([...decoder.decode(new TextEncoder().encode('data: x\n\n'))].length, 1);
    assert.equal(decoder.lastEventId, '41');
  });
});
