import { READ_TIMEOUTS } from '../contract.js';
import { decoding, type Head } from './answer.js';
import type { WithResponse } from './call.js';
import type { Channel } from './channel.js';
import type { Codec } from './codec.js';
import { type Core, withResponse } from './core.js';
import type { Endpoint, StreamEndpoint } from './endpoint.js';
import { EventStream, type Source } from './event-stream.js';
import { Guard, now } from './guard.js';
import { headOf, Opener } from './opener.js';
import type { StreamOptions } from './options.js';
import { Recent } from './recent.js';
import { isCut, resumed } from './reconnect.js';
import { isTransient } from './retry.js';
import type { CallTrace } from './telemetry.js';

/** What a feed by WebSocket is, beyond the stream it gives the same events as. */
export interface Subscription<Params, Event> {
  readonly stream: StreamEndpoint<Params, Event>;
  readonly path: string;
  /** Milliseconds of silence after which a WebSocket is lost, where the document says how often the server speaks. */
  readonly silence?: number;
  /** Where headers cannot be set: each, in lower case, with the member of the first message that stands for it. */
  readonly members: Readonly<Record<string, string>>;
  /** The parameters as the first message has them. */
  readonly message: (params: Params) => Readonly<Record<string, unknown>>;
  readonly event: Codec<unknown>;
  /** True when numbers keep every digit. */
  readonly exact?: true;
}

/** The events of a feed over as many WebSockets as it takes. */
class SocketFeed<Params, Event> implements Source<Event> {
  readonly #core: Core;
  readonly #feed: Subscription<Params, Event>;
  readonly #options: StreamOptions;
  readonly #opener: Opener<Params>;
  readonly #deadline: number;
  readonly #recent = new Recent();
  lastEventId: string | null;
  // Reconnects since there was a sign of life.
  #idle = 0;

  constructor(core: Core, feed: Subscription<Params, Event>, params: Params, options: StreamOptions) {
    this.#core = core;
    this.#feed = feed;
    this.#options = options;
    this.#opener = new Opener(core, feed, params, options);
    this.#deadline = options.timeout === undefined ? Infinity : now() + options.timeout;
    this.lastEventId = options.lastEventId || null;
  }

  async *events(opened: (answer: WithResponse<null>) => void): AsyncGenerator<Event, void, undefined> {
    const { signal } = this.#options;
    let attempts = 1;
    const connect = (number: number) =>
      this.#core.reconnecting(this.#feed.stream, (trace) => this.#open(number, trace));
    let channel = await this.#core.retrying(
      this.#feed.stream,
      this.#opener.request,
      this.#deadline,
      this.#options,
      (number, trace) => {
        attempts = number;
        return this.#open(number, trace);
      },
    );
    opened(
      withResponse(this.#feed.stream as unknown as Endpoint<never, never>, headOf(channel, attempts), null as never),
    );
    for (;;) {
      let cut: unknown;
      try {
        yield* this.#read(channel, headOf(channel, attempts));
      } catch (error) {
        if (!(isTransient(error) || isCut(error)) || now() >= this.#deadline) throw error;
        cut = error;
      } finally {
        channel.close();
      }
      const place = this.lastEventId;
      const resumption = { place, isResumable: true, idle: this.#idle, cut, retry: null, signal, connect };
      [channel, this.#idle] = await resumed(resumption);
    }
  }

  async #open(attempts: number, trace: CallTrace | undefined): Promise<Channel> {
    const [channel, place] = await this.#opener.open(this.lastEventId, this.#deadline, attempts, trace);
    this.lastEventId ??= place;
    return channel;
  }

  async *#read(channel: Channel, head: Head): AsyncGenerator<Event, void, undefined> {
    const { readTimeout, signal } = this.#options;
    const silence = readTimeout ?? this.#core.settings.readTimeout ?? this.#feed.silence ?? READ_TIMEOUTS.stream;
    const guard = new Guard(this.#deadline, signal);
    try {
      for (;;) {
        guard.allow(silence);
        const { type, event } = await this.#opener.next(channel, guard, head);
        guard.pause();
        if (type === 'heartbeat') this.#idle = 0;
        if (type !== 'event' || this.#isRepeated(event)) continue;
        this.#idle = 0;
        yield decoding(head, () => this.#feed.event.decode(event) as Event);
      }
    } finally {
      guard.release();
    }
  }

  /** Whether an event came before; if not, it is the last one from now on. */
  #isRepeated(event: unknown): boolean {
    const id = (event as { id?: unknown } | null | undefined)?.id;
    if (typeof id !== 'string') return false;
    if (!this.#recent.add(id)) return true;
    this.lastEventId = id;
    return false;
  }
}

/** The stream of a feed by WebSocket. */
export function open<Params, Event>(
  core: Core,
  feed: Subscription<Params, Event>,
  params: Params,
  options: StreamOptions = {},
): EventStream<Event> {
  return new EventStream((signal) => new SocketFeed(core, feed, params, { ...options, signal }), options.signal);
}
