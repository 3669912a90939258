import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { Core } from '../dist/esm/runtime/core.js';
import type { Endpoint } from '../dist/esm/runtime/endpoint.js';
import type { CommonOptions } from '../dist/esm/runtime/options.js';
import { settingsOf } from '../dist/esm/runtime/settings.js';
import * as wire from '../dist/esm/runtime/wire.js';

/** One request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** On the server's clock, in milliseconds. */
  readonly at: number;
}

export interface TestServer {
  readonly url: string;
  readonly seen: Seen[];
}

type Handler = (request: Seen, response: ServerResponse, number: number) => void | Promise<void>;

/** A server on a free port of this machine, gone after the tests of the file. */
export async function serve(handle: Handler): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { method = '', url = '', headers } = message;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString(), at: performance.now() };
      seen.push(request);
      void handle(request, response, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

export function coreOf(url: string, options: CommonOptions = {}): Core {
  return new Core(settingsOf(options, { url, credentials: {}, headers: {} }));
}

/** An operation that answers any JSON. */
export function endpoint(more: Partial<Endpoint<object, unknown>> = {}): Endpoint<object, unknown> {
  return {
    name: 'try',
    method: 'GET',
    template: '/try',
    path: () => '/try',
    answers: () => ({ 200: wire.asJson(wire.json) }),
    errors: () => undefined,
    read: 'query',
    repeatable: true,
    security: [],
    ...more,
  };
}

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** What a promise is rejected with. */
export async function failure(promise: PromiseLike<unknown>): Promise<Record<string, unknown> & Error> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown> & Error;
  }
  throw new Error('it was fulfilled');
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** For a server that never says anything more. */
export const hang = (): Promise<void> => new Promise(() => {});
