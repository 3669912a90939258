import { ConnectionError, InvalidArgumentError } from '../errors.js';
import type { WithResponse } from './call.js';
import { Listeners } from './listeners.js';

/** What a stream emits, and what its listeners get. */
export interface StreamEvents<Event> {
  /** An event of the stream. */
  data: [event: Event];
  /** Why the stream ended before its end. */
  error: [error: Error];
  /** The stream ended, or was closed or aborted. */
  end: [];
}

/** Where a stream's events come from. */
export interface Source<Event> {
  readonly lastEventId: string | null;
  events(opened: (answer: WithResponse<null>) => void): AsyncIterable<Event>;
}

interface Taker<Event> {
  readonly resolve: (result: IteratorResult<Event, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

interface Asker<Event> {
  readonly resolve: (answer: WithResponse<EventStream<Event>>) => void;
  readonly reject: (error: unknown) => void;
}

/** How it ended. Quiet: at the caller's wish, so that only an iterator is told why. */
interface End {
  readonly error?: unknown;
  readonly quiet?: true;
}

/** How many events wait for a slow reader before the connection is no longer read. */
const WAITING = 64;

/**
 * A stream of events: `for await` over it, or listen with `on('data', …)`; one or the other. It connects by itself once the
 * current code has run, and reconnects where that loses nothing. It keeps the process alive until it ends or is closed. An
 * `error` that nobody hears is an unhandled rejection.
 */
export class EventStream<Event> implements AsyncIterable<Event> {
  readonly #closing = new AbortController();
  readonly #listeners = new Listeners<StreamEvents<Event>>({ data: [], error: [], end: [] });
  readonly #waiting: Event[] = [];
  readonly #takers: Taker<Event>[] = [];
  #source: Source<Event> | null = null;
  #reader: 'nobody' | 'listeners' | 'iterator' = 'nobody';
  #makeRoom: () => void = () => {};
  #end: End | null = null;
  #answer: WithResponse<null> | null = null;
  readonly #askers: Asker<Event>[] = [];
  #iteratorTold = false;
  #listenersTold = false;

  /** Made by the client's methods, not by users. */
  constructor(open: (signal: AbortSignal) => Source<Event>, signal?: AbortSignal) {
    const abort = () => this.#finish({ error: signal?.reason, quiet: true });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true, signal: this.#closing.signal });
    queueMicrotask(() => void this.#pump(open));
  }

  /** The id of the last event received, to go on after it later; null before the first. */
  get lastEventId(): string | null {
    return this.#source?.lastEventId ?? null;
  }

  /** Calls a listener for every event of this name. What came before the first `data` listener is delivered to it. */
  on<Name extends keyof StreamEvents<Event>>(name: Name, listener: (...args: StreamEvents<Event>[Name]) => void): this {
    return this.#listen(name, listener, false);
  }

  /** Calls a listener for the next event of this name only. */
  once<Name extends keyof StreamEvents<Event>>(
    name: Name,
    listener: (...args: StreamEvents<Event>[Name]) => void,
  ): this {
    return this.#listen(name, listener, true);
  }

  /** Removes a listener. Without any `data` listener left, events wait. */
  off<Name extends keyof StreamEvents<Event>>(
    name: Name,
    listener: (...args: StreamEvents<Event>[Name]) => void,
  ): this {
    this.#listeners.remove(name, listener);
    return this;
  }

  /** Waits for the first answer: this stream together with status, headers, attempts and request id. */
  withResponse(): Promise<WithResponse<EventStream<Event>>> {
    return new Promise((resolve, reject) => {
      this.#askers.push({ resolve, reject });
      if (this.#answer) this.#opened(this.#answer);
      else if (this.#end) this.#notOpened(this.#end);
    });
  }

  /** Ends the stream and its connection: iterators are done, and `end` is emitted. */
  close(): void {
    this.#waiting.length = 0;
    this.#finish({ quiet: true });
  }

  /** Iterates over the events; leaving the loop closes the stream. */
  [Symbol.asyncIterator](): AsyncIterator<Event, undefined> {
    this.#readBy('iterator');
    return {
      next: () => new Promise((resolve, reject) => this.#take({ resolve, reject })),
      return: async () => {
        this.close();
        return { done: true, value: undefined };
      },
    };
  }

  #listen<Name extends keyof StreamEvents<Event>>(
    name: Name,
    listener: (...args: StreamEvents<Event>[Name]) => void,
    once: boolean,
  ): this {
    if (name === 'data' && this.#reader !== 'listeners') this.#readBy('listeners');
    this.#listeners.add(name, listener, once);
    // Not at once, so that listeners added by the same code hear of what waited, too.
    queueMicrotask(() => this.#deliver());
    return this;
  }

  #readBy(reader: 'listeners' | 'iterator'): void {
    if (this.#reader !== 'nobody') {
      const other = this.#reader === 'iterator' ? 'an iterator' : 'listeners';
      throw new InvalidArgumentError({ message: `The stream is already read by ${other}: each event has one reader.` });
    }
    this.#reader = reader;
  }

  async #pump(open: (signal: AbortSignal) => Source<Event>): Promise<void> {
    if (this.#end) return;
    try {
      this.#source = open(this.#closing.signal);
      for await (const event of this.#source.events((answer) => this.#opened(answer))) {
        this.#waiting.push(event);
        this.#deliver();
        await this.#room();
        if (this.#end) return;
      }
      this.#finish({});
    } catch (error) {
      this.#finish({ error });
    }
  }

  #opened(answer: WithResponse<null>): void {
    this.#answer = answer;
    for (const { resolve } of this.#askers.splice(0)) resolve({ ...answer, data: this });
  }

  /** Whoever asked for the answer is told why there is none, and then nobody else need be. */
  #notOpened({ error }: End): void {
    const closed = new ConnectionError({ message: 'The stream was closed before an answer came.' });
    for (const { reject } of this.#askers.splice(0)) {
      reject(error ?? closed);
      this.#listenersTold = true;
    }
  }

  /** Waits until few enough events wait. */
  async #room(): Promise<void> {
    while (this.#waiting.length >= WAITING && !this.#end) {
      await new Promise<void>((resolve) => {
        this.#makeRoom = resolve;
      });
    }
  }

  #finish(end: End): void {
    if (this.#end) return;
    this.#end = end;
    this.#closing.abort();
    this.#notOpened(end);
    this.#deliver();
  }

  #take(taker: Taker<Event>): void {
    this.#takers.push(taker);
    this.#deliver();
  }

  /** Hands out what waits to whoever reads, and then the end. */
  #deliver(): void {
    while (this.#waiting.length > 0 && this.#listeners.has('data')) this.#listeners.emit('data', this.#next());
    while (this.#waiting.length > 0 && this.#takers.length > 0) {
      this.#takers.shift()?.resolve({ done: false, value: this.#next() });
    }
    this.#makeRoom();
    if (!this.#end) return;
    if (this.#reader === 'iterator') this.#endIterator(this.#end);
    else if (!this.#listenersTold) this.#endListeners(this.#end);
  }

  #next(): Event {
    return this.#waiting.shift() as Event;
  }

  #endIterator({ error }: End): void {
    for (const taker of this.#takers.splice(0)) {
      if (error === undefined || this.#iteratorTold) taker.resolve({ done: true, value: undefined });
      else taker.reject(error);
      this.#iteratorTold = true;
    }
  }

  #endListeners({ error, quiet }: End): void {
    const failed = error !== undefined && !quiet;
    if (failed && this.#listeners.has('error')) this.#listeners.emit('error', error as Error);
    else if (failed) void Promise.reject(error);
    // The end can wait for somebody to listen, as events can.
    else if (this.#waiting.length > 0 || (this.#reader === 'nobody' && !this.#listeners.has('end'))) return;
    else this.#listeners.emit('end');
    this.#listenersTold = true;
  }
}
