import { expect, test } from 'vitest';
import { judgeResult } from '../src/judge/result.ts';
import { judgeWaits } from '../src/judge/waits.ts';
import { judgeWire } from '../src/judge/wire.ts';
import type { Recorded } from '../src/scoring/recording.ts';

const GOT: Recorded = {
  method: 'POST',
  target: '/a?x=1&y=2&x=3',
  headers: [
    ['Host', '127.0.0.1'],
    ['Content-Type', 'application/json'],
  ],
  body: Buffer.from('{"n":1}'),
  at: 0,
  host: 'origin',
  connection: 1,
};
const WANTED = { method: 'POST', target: '/a?x=1&x=3&y=2', body: { json: { n: 1 } } };

const whats = (findings: readonly { what: string }[]): string[] => findings.map(({ what }) => what);

test('what arrived as expected gives no finding', () => {
  expect(judgeWire([WANTED], [GOT])).toEqual([]);
});

test.each([
  ['the order of values of one name', { ...GOT, target: '/a?x=3&x=1&y=2' }, 'requests'],
  ['the method', { ...GOT, method: 'PUT' }, 'requests'],
  ['a credential nobody asked for', { ...GOT, headers: [...GOT.headers, ['Authorization', 'x']] }, 'authorization'],
  ['two lines of a header', { ...GOT, headers: [...GOT.headers, ['accept', 'a'], ['accept', 'b']] }, 'lines of accept'],
  ['the body', { ...GOT, body: Buffer.from('{"n":2}') }, 'body.n'],
  ['a body that is no JSON', { ...GOT, body: Buffer.from('{"n"') }, 'body'],
  ['the host', { ...GOT, host: 'other' }, 'host'],
] as [string, Recorded, string][])('%s matters', (_name, got, what) => {
  expect(whats(judgeWire([WANTED], [got]))).toEqual([what]);
});

test('requests too many and too few are findings', () => {
  expect(whats(judgeWire([WANTED], [GOT, GOT]))).toEqual(['requests']);
  expect(whats(judgeWire([WANTED], []))).toEqual(['requests']);
});

test('a body where none is expected is a finding', () => {
  const { body: _, ...bare } = WANTED;
  expect(whats(judgeWire([bare], [GOT]))).toEqual(['body', 'content-type']);
});

test('parts are judged one by one', () => {
  const body = Buffer.from(
    '--b\r\nContent-Disposition: form-data; name="a"; filename="x \\"1\\".txt"\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b--\r\n',
  );
  const got = { ...GOT, headers: [['content-type', 'multipart/form-data; boundary=b']], body } as Recorded;
  const wanted = (text: string) => ({
    ...WANTED,
    body: { multipart: [{ name: 'a', filename: 'x "1".txt', type: 'text/plain', text }] },
  });
  expect(judgeWire([wanted('hi')], [got])).toEqual([]);
  expect(whats(judgeWire([wanted('ho')], [got]))).toEqual(['part 0 a']);
});

test('XML is the same whatever its prefixes, order of attributes and layout', () => {
  const got = {
    ...GOT,
    headers: [['content-type', 'application/xml']],
    body: Buffer.from('<p:a xmlns:p="urn:x" c="2" b="1">\n  <d>1</d>\n</p:a>'),
  } as Recorded;
  const wanted = (xml: string) => ({ ...WANTED, body: { xml } });
  expect(judgeWire([wanted('<a xmlns="urn:x" b="1" c="2"><d xmlns="">1</d></a>')], [got])).toEqual([]);
  expect(whats(judgeWire([wanted('<a xmlns="urn:x" b="1" c="2"><d>1</d></a>')], [got]))).toEqual([
    'body.children.0.name',
  ]);
});

test('waits are between requests', () => {
  const later = { ...GOT, at: 500 };
  expect(judgeWaits([[400, 600]], [GOT, later])).toEqual([]);
  expect(judgeWaits([[600, 700]], [GOT, later])).toHaveLength(1);
  expect(judgeWaits([[400, 600]], [GOT])).toHaveLength(1);
});

test('results are exact, errors by what a case names', () => {
  const answer = { ok: true, status: 200, attempts: 1, value: { a: 1 } };
  expect(judgeResult({ value: { a: 1 }, status: 200 }, answer)).toEqual([]);
  expect(whats(judgeResult({ value: { a: 1, b: 2 } }, answer))).toEqual(['value.b']);
  expect(whats(judgeResult({ error: {} }, answer))).toEqual(['ok']);
  const failed = { ok: false, status: 404, error: { type: 'NotFoundError', code: 'x', message: 'm' } };
  expect(judgeResult({ status: 404, error: { type: 'NotFoundError' } }, failed)).toEqual([]);
  expect(whats(judgeResult({ status: null, error: { code: 'y' } }, failed))).toEqual(['status', 'error.code']);
  expect(whats(judgeResult({ value: null }, { unsupported: 'why' }))).toEqual(['answer']);
});
