import { WEBSOCKET } from '../contract.js';
import { ConnectionError } from '../errors.js';
import type { Guard } from './guard.js';
import { isDeno } from './platform.js';
import { type Refusal, Upgrade } from './upgrade.js';

/** The server left with a code of its own. */
export interface Goodbye {
  readonly code: number;
  readonly reason: string;
}

/** A WebSocket whose messages are taken one by one. */
export class Channel {
  /** False where only the first message can say who we are. */
  readonly takesHeaders: boolean;
  readonly #socket: WebSocket;
  readonly #upgrade = new Upgrade();
  readonly #attempts: number;
  readonly #waiting: (string | ArrayBuffer)[] = [];
  #size = 0;
  #isOpen = false;
  #end: { readonly goodbye?: Goodbye; readonly cause?: unknown } | null = null;
  #wake: () => void = () => {};
  #heeded: AbortSignal | null = null;

  /** `url` begins with `http`. */
  constructor(
    url: string,
    headers: Readonly<Record<string, string>>,
    attempts: number,
    options: Readonly<Record<string, unknown>> = {},
  ) {
    this.#attempts = attempts;
    let takesHeaders = false;
    const init = {
      ...options,
      dispatcher: this.#upgrade.dispatcher(options.dispatcher),
      // Whoever reads them sends them; browsers refuse the object before they would.
      get headers() {
        takesHeaders = true;
        const { 'user-agent': _, ...others } = headers;
        return isDeno ? others : headers;
      },
    };
    this.#socket = open(url.replace(/^http/, 'ws'), init);
    this.takesHeaders = takesHeaders;
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.onopen = () => this.#note(() => (this.#isOpen = true));
    this.#socket.onmessage = ({ data }) => this.#note(() => this.#keep(data));
    this.#socket.onerror = (event) => this.#note(() => this.#ended({ cause: (event as ErrorEvent).error ?? event }));
    this.#socket.onclose = ({ code, reason }) => this.#note(() => this.#ended({ goodbye: { code, reason } }));
  }

  /** Why the server would not have it; null where it did not say, or the platform does not tell. */
  get refusal(): Refusal | null {
    return this.#upgrade.refusal;
  }

  /** Of the answer that opened it; none where the platform does not tell. */
  get headers(): Headers {
    return this.#upgrade.headers;
  }

  /** What the server said when it left; null when it just went. */
  get goodbye(): Goodbye | null {
    return this.#end?.goodbye ?? null;
  }

  /** Waits until something can be said. */
  async opened(guard: Guard): Promise<void> {
    while (!this.#isOpen) await this.#news(guard);
  }

  say(text: string): void {
    this.#socket.send(text);
  }

  /** The next message, within what the guard allows. */
  async next(guard: Guard): Promise<string | ArrayBuffer> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message === undefined) await this.#news(guard);
      else {
        this.#size -= sizeOf(message);
        return message;
      }
    }
  }

  /** Lets go at once. */
  close(): void {
    this.#ended({});
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
    socket.close();
    // The goodbye has been handed to the system by then.
    setTimeout(() => this.#upgrade.destroy(), 0);
  }

  /** Waits for whatever comes next. */
  async #news(guard: Guard): Promise<void> {
    if (this.#end)
      throw new ConnectionError({ message: this.#farewell(), attempts: this.#attempts, cause: this.#end.cause });
    const { signal } = guard;
    if (this.#heeded !== signal) signal.addEventListener('abort', () => this.#wake(), { once: true });
    this.#heeded = signal;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (signal.aborted) resolve();
    });
    if (signal.aborted) throw guard.explain(undefined, this.#attempts);
  }

  #farewell(): string {
    const { goodbye } = this.#end ?? {};
    if (!this.#isOpen) return 'The WebSocket could not be opened.';
    if (!goodbye) return 'The WebSocket was cut.';
    return `The WebSocket was closed with ${goodbye.code}${goodbye.reason && `: ${goodbye.reason}`}.`;
  }

  #note(change: () => void): void {
    change();
    this.#wake();
  }

  #keep(data: string | ArrayBuffer): void {
    if (this.#end) return;
    this.#waiting.push(data);
    const before = this.#size;
    this.#size += sizeOf(data);
    // Much may come at a time: only what is still there when everybody had their turn is too much.
    if (before <= WEBSOCKET.maxBuffered && this.#size > WEBSOCKET.maxBuffered) setTimeout(() => this.#relieve(), 0);
  }

  /** Nothing tells a WebSocket to wait: what is too much is asked for again later. */
  #relieve(): void {
    if (this.#size <= WEBSOCKET.maxBuffered || this.#end) return;
    this.close();
    this.#wake();
  }

  /** The first reason is the one. An error is followed by what it closed with, which says less, or by nothing at all. */
  #ended(end: { readonly goodbye?: Goodbye; readonly cause?: unknown }): void {
    this.#end ??= end;
  }
}

function open(url: string, init: object): WebSocket {
  try {
    return new WebSocket(url, init as never);
  } catch (error) {
    // Browsers know nothing but names of protocols there.
    if (error instanceof DOMException || error instanceof TypeError) return new WebSocket(url);
    throw error;
  }
}

const sizeOf = (data: string | ArrayBuffer): number => (typeof data === 'string' ? data.length : data.byteLength);
