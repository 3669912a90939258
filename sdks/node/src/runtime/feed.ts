import { HEADERS, STREAMS } from '../contract.js';
import { ConnectionError, StreamInterrupted, TimeoutError } from '../errors.js';
import { decodeAnswer, decodeError, errorOf, isSuccess } from './answer.js';
import type { Core } from './core.js';
import type { StreamEndpoint } from './endpoint.js';
import { EventStream } from './event-stream.js';
import { Guard, now, sleep } from './guard.js';
import type { StreamOptions } from './options.js';
import { isTransient } from './retry.js';
import { EventDecoder } from './sse.js';
import { chunksOf, type Request, send, textOf } from './transport.js';

/** An open connection of a stream. Null chunks: there will be no events. */
interface Connection {
  readonly guard: Guard;
  readonly chunks: AsyncIterable<Uint8Array> | null;
  readonly attempts: number;
}

/** The events of a stream over as many connections as it takes; ends only where the stream does. */
export class Feed<Event> {
  readonly #core: Core;
  readonly #endpoint: StreamEndpoint<never, Event>;
  readonly #request: Request;
  readonly #options: StreamOptions;
  readonly #deadline: number;
  #decoder: EventDecoder;
  #retry: number | null = null;

  constructor(core: Core, endpoint: StreamEndpoint<never, Event>, request: Request, options: StreamOptions) {
    this.#core = core;
    this.#endpoint = endpoint;
    this.#request = request;
    this.#options = options;
    this.#deadline = options.timeout === undefined ? Infinity : now() + options.timeout;
    this.#decoder = new EventDecoder(options.lastEventId);
  }

  get lastEventId(): string | null {
    return this.#decoder.lastEventId || null;
  }

  async *events(): AsyncGenerator<Event, void, undefined> {
    let connection = await this.#core.retrying(this.#endpoint, this.#deadline, this.#options, (n) => this.#connect(n));
    // Reconnects since the last event.
    let idle = 0;
    for (;;) {
      let cut: unknown;
      try {
        if (connection.chunks === null) return;
        for await (const event of this.#read(connection)) {
          idle = 0;
          yield event;
        }
        if (!this.#endpoint.endless) return;
      } catch (error) {
        if (!(isCut(error) && now() < this.#deadline)) throw error;
        cut = error;
      } finally {
        connection.guard.abort();
      }
      [connection, idle] = await this.#reconnect(cut, idle);
    }
  }

  async *#read({ guard, chunks, attempts }: Connection): AsyncGenerator<Event, void, undefined> {
    const answer = { status: 200, headers: new Headers(), attempts };
    this.#decoder = new EventDecoder(this.#decoder.lastEventId);
    for await (const chunk of chunks ?? []) {
      for (const { data } of this.#decoder.decode(chunk)) {
        yield decodeAnswer({ ...answer, text: data }, this.#endpoint.result ?? ANYTHING, this.#endpoint.exact) as Event;
      }
      this.#retry = this.#decoder.retry ?? this.#retry;
    }
    guard.release();
  }

  async #reconnect(cause: unknown, before: number): Promise<[Connection, number]> {
    let cut = cause;
    for (let idle = before; ; idle++) {
      const id = this.lastEventId;
      if (!this.#endpoint.resumable || id === null || idle >= STREAMS.maxReconnects) {
        throw new StreamInterrupted({
          message: `The stream was cut after event ${id ?? '(none)'}.`,
          lastEventId: id,
          cause: cut,
        });
      }
      const wish = (cut as { retryAfter?: number | null } | undefined)?.retryAfter;
      await sleep(wish ? wish * 1000 : this.#delay(idle), this.#options.signal);
      try {
        return [await this.#connect(idle + 2), idle + 1];
      } catch (error) {
        if (!isTransient(error)) throw error;
        cut = error;
      }
    }
  }

  /** What the server asked for, else the contract's; longer each time nothing comes of it. */
  #delay(idle: number): number {
    const first = this.#retry ?? STREAMS.reconnectDelay;
    return Math.min(first * 2 ** idle, Math.max(first, STREAMS.maxReconnectDelay));
  }

  async #connect(attempts: number): Promise<Connection> {
    const silence = this.#core.silence(this.#endpoint, this.#options);
    const guard = new Guard(this.#deadline, this.#options.signal);
    const id = this.lastEventId;
    const headers = { ...this.#request.headers, accept: 'text/event-stream', ...(id && { [HEADERS.lastEventId]: id }) };
    try {
      guard.allow(this.#core.settings.connectTimeout + silence);
      const response = await send(this.#core.settings.fetch, { ...this.#request, headers }, guard, attempts);
      const answer = { status: response.status, headers: response.headers, attempts };
      if (response.status === 204) return { guard, chunks: null, attempts };
      if (!isSuccess(response.status)) {
        const text = await textOf(response, guard, silence, attempts);
        throw errorOf({ ...answer, text }, this.#endpoint.errors);
      }
      const type = response.headers.get('content-type') ?? 'nothing';
      if (!/^text\/event-stream\s*(?:;|$)/i.test(type))
        throw decodeError(answer, `Expected text/event-stream, got ${type}.`);
      return { guard, chunks: chunksOf(response, guard, silence, attempts), attempts };
    } catch (error) {
      guard.abort();
      throw error;
    }
  }
}

function isCut(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof TimeoutError;
}

/** For a stream whose document does not say what its events are. */
const ANYTHING = { decode: (json: unknown) => json, encode: (value: unknown) => value };

/** The stream of an operation. */
export function openStream<Params, Event>(
  core: Core,
  endpoint: StreamEndpoint<Params, Event>,
  params: Params,
  options: StreamOptions = {},
): EventStream<Event> {
  const open = (signal: AbortSignal) =>
    new Feed(core, endpoint, core.request(endpoint, params, options), { ...options, signal });
  return new EventStream(open, options.signal);
}
