import { ConnectionError, InvalidArgumentError } from '../errors.js';
import type { Guard } from './guard.js';
import type { Payload } from './payload.js';
import { isBrowser } from './platform.js';

/** One request, ready to be sent as often as it takes. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Payload['body'];
  /** True when the body cannot be read again. */
  readonly once?: boolean;
}

/** What {@link ClientOptions.fetch} may be: the platform's own, or one that wraps it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends a request and waits for the answer's head. `fetch` does not tell when a connection stands, so connecting and waiting
 * for the head share one limit.
 */
export async function send(fetch: Fetch, request: Request, guard: Guard, attempts: number): Promise<Response> {
  const { method, headers, body } = request;
  try {
    // Redirects are never followed: credentials must not go where the caller did not send them.
    const init: RequestInit = { method, headers, redirect: 'manual', signal: guard.signal, ...UNCACHED };
    return await fetch(request.url, { ...init, ...bodyInit(body, guard) });
  } catch (cause) {
    // What is wrong with the caller's own source of a body is no fault of the connection.
    const own = cause instanceof Error ? cause.cause : undefined;
    if (cause instanceof InvalidArgumentError) throw cause;
    if (own instanceof InvalidArgumentError) throw own;
    throw transportError(cause, guard, attempts);
  }
}

/** Browsers answer some calls from what they kept, an error of status 410 for one. Others keep nothing, or refuse the word. */
const UNCACHED: RequestInit = isBrowser ? { cache: 'no-store' } : {};

/** The body's chunks as they come; silence for too long, or a body cut short, is an error. */
export async function* chunksOf(
  response: Response,
  guard: Guard,
  silence: number,
  attempts: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      guard.allow(silence);
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw transportError(cause, guard, attempts);
      });
      if (done) return;
      guard.pause();
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

/** The whole body. */
export async function bytesOf(
  response: Response,
  guard: Guard,
  silence: number,
  attempts: number,
): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // By hand: an iterator between costs each call more than all else that is done here.
  try {
    for (;;) {
      guard.allow(silence);
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
  } catch (cause) {
    throw transportError(cause, guard, attempts);
  } finally {
    reader.releaseLock();
  }
  const [first = new Uint8Array()] = chunks;
  if (chunks.length < 2) return first;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Streams go up as they are read; without `duplex` platforms refuse them. */
function bodyInit(body: Request['body'], guard: Guard): RequestInit {
  if (body === undefined) return {};
  if (typeof body !== 'function') return { body: body as BodyInit };
  const renewing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      guard.renew();
      controller.enqueue(chunk);
    },
  });
  return { body: body().pipeThrough(renewing), duplex: 'half' } as RequestInit;
}

function transportError(cause: unknown, guard: Guard, attempts: number): unknown {
  return guard.explain(cause, attempts) ?? new ConnectionError({ message: messageOf(cause), attempts, cause });
}

/** `fetch failed` says nothing; what caused it does. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const detail = cause instanceof Error ? cause.message || (cause as { code?: string }).code : undefined;
  return detail ? `${error.message}: ${detail}` : error.message;
}
