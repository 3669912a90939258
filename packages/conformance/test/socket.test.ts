import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeReleased } from '../src/judge/released.ts';
import { judgeWire } from '../src/judge/wire.ts';
import type { Answer } from '../src/scoring/answer.ts';
import { ScoringServer } from '../src/scoring/server.ts';

const server = new ScoringServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

/** A client of the platform's own, so that frames are judged by somebody else. */
function connect(answer: Answer): { readonly socket: WebSocket; readonly heard: string[] } {
  server.script([answer]);
  const socket = new WebSocket(`${server.url('origin').replace('http', 'ws')}/a`);
  const heard: string[] = [];
  socket.addEventListener('open', () => socket.send('{"n":1}'));
  socket.addEventListener('message', ({ data }) => heard.push(typeof data === 'string' ? data : `${data.size} octets`));
  socket.addEventListener('close', ({ code, reason }) => heard.push(`${code} ${reason}`));
  return { socket, heard };
}

const long = 'x'.repeat(70_000);

test('says what it is told, in frames of any length, and writes down what it hears', async () => {
  const steps = ['hear', { json: { b: 1 } }, { binary: 'AAE=' }, { text: long }, { text: 'y'.repeat(200) }] as const;
  const trickle = { trickle: 'slow', every: 1 };
  const { socket, heard } = connect({ websocket: [...steps, 5, trickle, { close: 4401, reason: 'no' }] });
  await once(socket, 'close');
  expect(heard).toEqual(['{"b":1}', '2 octets', long, 'y'.repeat(200), '"slow"', '4401 no']);
  expect(await judgeReleased(server.recorded)).toEqual([]);
  const request = { method: 'GET', target: '/a', headers: { Upgrade: 'websocket' } };
  expect(judgeWire([{ ...request, messages: [{ n: 1 }] }], server.recorded)).toEqual([]);
  expect(judgeWire([{ ...request, messages: [] }], server.recorded)).toMatchObject([{ what: 'messages' }]);
});

test.each([
  ['a reset', [{ cut: 'reset' }]],
  ['octets that are no frame', [{ octets: '8QJ7fQ==' }]],
] as const)('breaks off with %s', async (_what, steps) => {
  const { socket, heard } = connect({ websocket: ['hear', ...steps] });
  await once(socket, 'error');
  expect(heard.filter((one) => !one.startsWith('10'))).toEqual([]);
});

test('refuses an upgrade with any answer', async () => {
  const { socket } = connect({ status: 403 });
  await once(socket, 'error');
  expect(server.recorded).toMatchObject([{ target: '/a' }]);
  expect(server.recorded[0]?.dialogue).toBeUndefined();
});

test('a client that stays is told of', async () => {
  const { socket } = connect({ websocket: ['hear', 'deaf', { json: 1 }] });
  await once(socket, 'message');
  expect(await judgeReleased(server.recorded)).toMatchObject([{ got: '1' }]);
  server.dropConnections();
});
