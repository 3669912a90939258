import { WEBSOCKET } from '../contract.js';
import { StreamInterrupted } from '../errors.js';
import { decodeError, type Head } from './answer.js';
import { Channel } from './channel.js';
import type { Core } from './core.js';
import { authorized, type Credential, credentialsFor, forget } from './credentials.js';
import type { ErrorCodec } from './endpoint.js';
import { SdkError } from './error.js';
import { Guard, now } from './guard.js';
import { printJson } from './json.js';
import { leftError, type Message, messageOf, toldError } from './messages.js';
import type { StreamOptions } from './options.js';
import { isCut } from './reconnect.js';
import type { Subscription } from './subscription.js';
import type { CallTrace } from './telemetry.js';
import type { Request } from './transport.js';

/** What is known of the answer that opened a WebSocket. */
export const headOf = (channel: Channel, attempts: number): Head => {
  const { headers } = channel;
  return { status: 101, headers, attempts };
};

/** A channel, and the place it begins at. */
type Opened = readonly [Channel, string | null];

interface Ready {
  readonly request: Request;
  readonly message: Readonly<Record<string, unknown>>;
}

/** Opens WebSockets and subscribes, the same way each time but for the place. */
export class Opener<Params> {
  readonly request: Request;
  readonly #core: Core;
  readonly #signal: AbortSignal | undefined;
  readonly #members: Readonly<Record<string, string>>;
  readonly #message: Readonly<Record<string, unknown>>;
  readonly #credentials: readonly Credential[];
  readonly #errors: (status: number) => ErrorCodec | undefined;
  readonly #isExact: boolean;

  constructor(core: Core, feed: Subscription<Params, unknown>, params: Params, options: StreamOptions) {
    const { extraQuery, ...rest } = options;
    const { query: _, ...stream } = feed.stream;
    this.#core = core;
    this.#signal = options.signal;
    this.#members = feed.members;
    this.request = core.request({ ...stream, path: () => feed.path }, params, rest);
    this.#message = { type: 'subscribe', ...feed.message(params), ...extraQuery };
    this.#credentials = credentialsFor(stream.security, core.settings.credentials);
    this.#errors = stream.errors;
    this.#isExact = feed.exact ?? false;
  }

  /** A channel that gives what comes after a place, or from now on, and where that is. Once more when its token was refused. */
  async open(after: string | null, deadline: number, attempts: number, trace?: CallTrace): Promise<Opened> {
    const guard = new Guard(Math.min(deadline, now() + WEBSOCKET.openTimeout), this.#signal);
    // However much is said meanwhile.
    guard.allow(Infinity);
    try {
      return await this.#subscribe(after, guard, attempts, trace);
    } catch (error) {
      if (!(error instanceof SdkError && error.status === 401 && forget(this.#credentials))) throw error;
      return await this.#subscribe(after, guard, attempts + 1, trace);
    } finally {
      guard.release();
    }
  }

  /** The next message; one that tells of an error is that error. */
  async next(channel: Channel, guard: Guard, head: Head): Promise<Message> {
    const data = await channel.next(guard).catch((cause: unknown) => this.#left(channel, cause, head));
    const message = messageOf(head, data, this.#isExact);
    if (message.type === 'error') throw toldError(message, head, this.#errors);
    return message;
  }

  async #subscribe(after: string | null, guard: Guard, attempts: number, trace?: CallTrace): Promise<Opened> {
    const ready = await this.#authorized(guard);
    const headers = { ...ready.request.headers };
    const told = trace?.attempt(attempts, headers);
    try {
      const request = { ...ready.request, headers };
      const opened = await this.#admitted({ ...ready, request }, after, guard, attempts);
      told?.end({ status: 101 });
      return opened;
    } catch (error) {
      told?.end({ error, status: error instanceof SdkError ? (error.status ?? undefined) : undefined });
      throw error;
    }
  }

  async #admitted({ request, message }: Ready, after: string | null, guard: Guard, attempts: number): Promise<Opened> {
    const channel = new Channel(request.url, request.headers, attempts, this.#core.settings.fetchOptions);
    try {
      await channel.opened(guard).catch((cause: unknown) => this.#left(channel, cause, headOf(channel, attempts)));
      const head = headOf(channel, attempts);
      const unsaid = channel.takesHeaders ? {} : this.#inMessage(request);
      channel.say(printJson({ ...message, ...unsaid, ...(after !== null && { last_event_id: after }) }));
      for (;;) {
        const { type, id } = await this.next(channel, guard, head);
        if (type === 'event') throw decodeError(head, 'An event came before the subscription was confirmed.');
        if (type === 'subscribed') return [channel, placeOf(id, after, attempts)];
      }
    } catch (error) {
      channel.close();
      throw error;
    }
  }

  #left(channel: Channel, cause: unknown, head: Head): never {
    throw isCut(cause) ? leftError(channel, cause, head, this.#errors) : cause;
  }

  /** Credentials of the query go with the first message: URLs are written down in too many places. */
  async #authorized(guard: Guard): Promise<Ready> {
    const { fetch } = this.#core.settings;
    const inQuery = this.#credentials.filter((one) => one.in === 'query');
    const others = this.#credentials.filter((one) => one.in !== 'query');
    const request = await authorized(this.request, others, fetch, guard);
    const message: Record<string, unknown> = { ...this.#message };
    for (const { name, value } of inQuery) {
      message[name] = typeof value === 'string' ? value : await value.value(fetch, guard);
    }
    return { request, message };
  }

  /** What stands for the headers that could not be set; of credentials, without their scheme. */
  #inMessage({ headers }: Request): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.#members).flatMap(([header, member]) => {
        const value = header === 'authorization' ? headers[header]?.replace(/^\S+ +/, '') : headers[header];
        return value === undefined ? [] : [[member, value]];
      }),
    );
  }
}

/** A server that begins elsewhere than it was asked to leaves events out. */
function placeOf(id: unknown, asked: string | null, attempts: number): string | null {
  if (typeof id !== 'string' || asked === null || id === asked) return typeof id === 'string' ? id : null;
  throw new StreamInterrupted({
    message: `The server goes on after ${id}, not after ${asked}: events may be missing.`,
    lastEventId: asked,
    attempts,
  });
}
