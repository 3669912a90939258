import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, bodyOf, type Fault } from './answer.ts';

/** Says one answer over the wire, faults included. */
export async function play(answer: Answer, response: ServerResponse): Promise<void> {
  if (answer.delay) await sleep(answer.delay);
  if (response.destroyed) return;
  if (answer.fault) return playFault(answer, answer.fault, response);
  const { bytes, type } = bodyOf(answer);
  const status = answer.status ?? (bytes.length > 0 ? 200 : 204);
  response.writeHead(status, headersOf(answer, bytes, type, status).flat());
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  for (const piece of piecesOf(answer, bytes)) {
    if (response.destroyed) return;
    if (typeof piece === 'number') await sleep(piece);
    else await new Promise((resolve) => response.write(piece, resolve));
  }
  response.end();
}

function piecesOf({ pieces, split }: Answer, bytes: Buffer): (Buffer | number)[] {
  if (pieces) return pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  if (!split) return [bytes];
  return Array.from({ length: Math.ceil(bytes.length / split) }, (_, n) => bytes.subarray(n * split, (n + 1) * split));
}

function headersOf(answer: Answer, bytes: Buffer, type: string | null, status: number): [string, string][] {
  const given = Object.entries(answer.headers ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const has = (name: string): boolean => given.some(([own]) => own.toLowerCase() === name);
  const framed = has('content-length') || status === 204 || status === 304 || status < 200;
  return [
    ...given,
    ...(type !== null && !has('content-type') && bytes.length > 0 ? [['content-type', type] as [string, string]] : []),
    ...(framed || isChunked(answer) ? [] : [['content-length', String(bytes.length)] as [string, string]]),
  ];
}

const isChunked = ({ chunked, pieces }: Answer): boolean => chunked ?? pieces !== undefined;

/** Faults are written to the socket itself: no HTTP library would send them. */
async function playFault(answer: Answer, { at, how }: Fault, response: ServerResponse): Promise<void> {
  const { socket } = response;
  if (!socket) return;
  const { bytes, type } = bodyOf(answer);
  const status = answer.status ?? 200;
  const lines = headersOf(answer, bytes, type, status).map(([name, value]) => `${name}: ${value}\r\n`);
  const framing = isChunked(answer) ? 'transfer-encoding: chunked\r\n' : '';
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}${framing}`;
  if (at === 'headers') await write(socket, Buffer.from(head));
  if (typeof at === 'number') {
    await write(socket, Buffer.from(`${head}\r\n`));
    const cut = bytes.subarray(0, at);
    const framed = Buffer.concat([Buffer.from(`${cut.length.toString(16)}\r\n`), cut, Buffer.from('\r\n')]);
    if (cut.length > 0) await write(socket, isChunked(answer) ? framed : cut);
  }
  if (how === 'stall') return;
  // What was sent is to be read before the connection goes.
  await sleep(20);
  if (how === 'reset') socket.resetAndDestroy();
  else socket.end();
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => socket.write(bytes, () => resolve()));
}
