import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../src/scoring/answer.ts';
import { ScoringServer } from '../src/scoring/server.ts';

const server = new ScoringServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

const SENT = 'POST /a%2Fb?c=%20d HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nx-one: 2\r\nContent-Length: 2\r\n\r\nhi';

/** All bytes of an answer until the connection ends, or nothing more comes for a while. */
function exchange(answer: Answer): Promise<{ text: string; end: 'end' | 'reset' | 'open' }> {
  server.script([answer]);
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url('origin')).port), '127.0.0.1');
    let text = '';
    const finish = (end: 'end' | 'reset' | 'open'): void => {
      socket.destroy();
      resolve({ text, end });
    };
    socket.setTimeout(400, () => finish('open'));
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => finish('end'));
    socket.on('error', () => finish('reset'));
    socket.write(SENT);
  });
}

test('requests are kept as they came', async () => {
  await exchange({ status: 204 });
  const [request] = server.recorded;
  expect(request).toMatchObject({ method: 'POST', target: '/a%2Fb?c=%20d', host: 'origin' });
  expect(request?.headers.slice(0, 3)).toEqual([
    ['Host', 'x'],
    ['X-One', '1'],
    ['x-one', '2'],
  ]);
  expect(request?.body.toString()).toBe('hi');
});

test('an answer is what was asked for', async () => {
  const { text } = await exchange({ status: 201, headers: { 'X-A': ['1', '2'], Where: '{other}/x' }, json: { n: 1 } });
  expect(text).toMatch(/^HTTP\/1.1 201 Created\r\nX-A: 1\r\nX-A: 2\r\nWhere: http:\/\/localhost:\d+\/x\r\n/);
  expect(text).toMatch(/\r\n\r\n\{"n":1\}$/);
});

test.each([
  [{ at: 'start', how: 'reset' }, '', 'reset'],
  [{ at: 'start', how: 'close' }, '', 'end'],
  [{ at: 'start', how: 'stall' }, '', 'open'],
  [{ at: 'headers', how: 'close' }, 'content-length: 5\r\n', 'end'],
  [{ at: 3, how: 'reset' }, '\r\n\r\nhel', 'reset'],
  [{ at: 3, how: 'close' }, '\r\n\r\nhel', 'end'],
  [{ at: 3, how: 'stall' }, '\r\n\r\nhel', 'open'],
] as const)('fault %j', async (fault, tail, end) => {
  const got = await exchange({ text: 'hello', fault });
  expect(got.end).toBe(end);
  expect(got.text.endsWith(tail)).toBe(true);
  if (tail === '') expect(got.text).toBe('');
});

test('a request nobody expected is told so, and kept', async () => {
  server.script([]);
  expect((await fetch(server.url('other'))).status).toBe(599);
  expect(server.recorded).toMatchObject([{ method: 'GET', host: 'other' }]);
});
