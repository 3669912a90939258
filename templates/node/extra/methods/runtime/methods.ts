import { InvalidArgumentError } from '../errors.js';
import type { Fetch } from './transport.js';

/** What is used of Node's own HTTP client. */
interface Http {
  request(
    url: string,
    options: { method?: string; headers: Record<string, string>; signal?: AbortSignal | null },
    answered: (message: Message) => void,
  ): { on(name: 'error', listener: (error: Error) => void): unknown; end(body: Uint8Array): unknown };
}

interface Message extends AsyncIterable<Uint8Array> {
  readonly statusCode?: number;
  readonly rawHeaders: readonly string[];
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: string): Http | undefined };
}

/** Statuses that never have a body. */
const EMPTY: readonly number[] = [204, 205, 304];

/** Sends what `fetch` refuses to: a body with GET or HEAD, and TRACE. Only Node.js and what is compatible with it can. */
export const send: Fetch = async (url, { method = 'GET', headers, body, signal }) => {
  const { process } = globalThis as Platform;
  const http = process?.getBuiltinModule?.(url.startsWith('https:') ? 'node:https' : 'node:http');
  if (!http) throw new InvalidArgumentError({ message: `This platform cannot send such a ${method}: Node.js can.` });
  const octets = new Uint8Array(body ? await new Response(body).arrayBuffer() : []);
  const all = { ...(headers as Record<string, string>), ...(body && { 'content-length': String(octets.length) }) };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: all, signal: signal ?? null }, (message) =>
      resolve(responseOf(message, method)),
    );
    request.on('error', reject);
    request.end(octets);
  });
};

function responseOf(message: Message, method: string): Response {
  const { statusCode = 0, rawHeaders } = message;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  const isEmpty = method === 'HEAD' || EMPTY.includes(statusCode);
  return new Response(isEmpty ? null : bodyOf(message), { status: statusCode, headers });
}

function bodyOf(message: Message): ReadableStream<Uint8Array> {
  const chunks = message[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
