import { HEADERS } from '../contract.js';
import { type Arrival, decodeError, decoding } from './answer.js';
import type { WithResponse } from './call.js';
import { type Core, withResponse } from './core.js';
import type { StreamEndpoint } from './endpoint.js';
import { EventStream, type Source } from './event-stream.js';
import { now } from './guard.js';
import type { StreamOptions } from './options.js';
import { isCut, resumed } from './reconnect.js';
import { EventDecoder } from './sse.js';
import type { CallTrace } from './telemetry.js';
import { chunksOf, type Request } from './transport.js';

/** The events of a stream over as many connections as it takes; ends only where the stream does. */
export class Feed<Event> implements Source<Event> {
  readonly #core: Core;
  readonly #endpoint: StreamEndpoint<never, Event>;
  readonly #request: Request;
  readonly #options: StreamOptions;
  readonly #deadline: number;
  #decoder: EventDecoder;
  #retry: number | null = null;
  #isComplete = false;

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

  async *events(opened: (answer: WithResponse<null>) => void): AsyncGenerator<Event, void, undefined> {
    const [core, endpoint, request, options] = [this.#core, this.#endpoint, this.#request, this.#options];
    let arrival = await core.retrying(endpoint, request, this.#deadline, options, (n, trace) =>
      this.#connect(n, trace),
    );
    opened(withResponse(endpoint as StreamEndpoint<never, never>, arrival, null as never));
    // Reconnects since the last event.
    let idle = 0;
    for (;;) {
      let cut: unknown;
      try {
        if (arrival.status === 204) return;
        for await (const event of this.#read(arrival)) {
          idle = 0;
          yield event;
        }
        if (!this.#endpoint.endless || this.#isComplete) return;
      } catch (error) {
        if (!(isCut(error) && now() < this.#deadline)) throw error;
        cut = error;
      } finally {
        arrival.guard.abort();
      }
      [arrival, idle] = await this.#reconnect(cut, idle);
    }
  }

  async *#read(arrival: Arrival): AsyncGenerator<Event, void, undefined> {
    const { response, guard, silence, attempts } = arrival;
    this.#decoder = new EventDecoder(this.#decoder.lastEventId);
    for await (const chunk of chunksOf(response, guard, silence, attempts)) {
      for (const { data, type } of this.#decoder.decode(chunk)) {
        this.#isComplete = data === this.#endpoint.sentinel;
        if (this.#isComplete) return;
        yield decoding(arrival, () => this.#endpoint.event(data, type));
      }
      this.#retry = this.#decoder.retry ?? this.#retry;
    }
    guard.release();
  }

  #reconnect(cut: unknown, idle: number): Promise<[Arrival, number]> {
    return resumed({
      place: this.lastEventId,
      isResumable: this.#endpoint.resumable,
      idle,
      cut,
      retry: this.#retry,
      signal: this.#options.signal,
      connect: (attempts) => this.#core.reconnecting(this.#endpoint, (trace) => this.#connect(attempts, trace)),
    });
  }

  async #connect(attempts: number, trace?: CallTrace): Promise<Arrival> {
    const id = this.lastEventId;
    const headers = { ...this.#request.headers, ...(id && { [HEADERS.lastEventId]: id }) };
    const request = { ...this.#request, headers };
    const arrival = await this.#core.arrive(this.#endpoint, request, this.#deadline, this.#options, attempts, trace);
    arrival.told?.end({ status: arrival.status });
    const type = arrival.headers.get('content-type') ?? 'nothing';
    if (arrival.status === 204 || /^text\/event-stream\s*(?:;|$)/i.test(type)) return arrival;
    arrival.guard.abort();
    throw decodeError(arrival, `Expected text/event-stream, got ${type}.`);
  }
}

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
