import { onTestFinished } from 'vitest';
import { type ServeOptions, startServer } from '../src/index.ts';
import { expectDocumented } from './contract.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

let storage = async (): Promise<ServeOptions> => ({});

/** Where the tests that are imported from now on keep their data, each server in a place of its own. */
export const serveOn = (place: typeof storage) => {
  storage = place;
};

/**
 * A server of the test's own, and a way to call it. A string is sent as it is, anything else as JSON. Whatever is answered
 * is held to the document.
 */
export async function serve(options: ServeOptions = {}): Promise<{ url: string; call: Call }> {
  const { url, close } = await startServer({ ...(await storage()), ...options });
  onTestFinished(close);
  return { url, call: caller(url) };
}

export function caller(url: string): Call {
  return async (method, path, body, headers = {}) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const response = await fetch(url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': type }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    expectDocumented(method, path, response.status, text);
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** The blocks of a server-sent event stream, one at a time, as text. */
export async function* blocks(response: Response): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 2);
    }
  }
}

export const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
