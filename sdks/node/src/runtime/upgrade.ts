/** Why a server would not speak WebSocket. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

interface Dispatcher {
  dispatch(options: object, handler: object): boolean;
}

type Handler = Record<string, unknown>;

/** Under one of these Node.js keeps what its `fetch` and `WebSocket` send requests with. */
const GLOBAL = [Symbol.for('undici.globalDispatcher.2'), Symbol.for('undici.globalDispatcher.1')];

/** A refusal longer than this is told in part. */
const LONGEST = 65_536;

/**
 * What Node.js knows of an upgrade and browsers do not tell: why it was refused, what came with the consent, and the socket
 * under it, to be let go at once.
 * Where the platform has another way of sending requests, nothing is known, and all else is the same.
 */
export class Upgrade {
  refusal: Refusal | null = null;
  /** Of the answer that agreed. */
  headers = new Headers();
  #head: Omit<Refusal, 'body'> | null = null;
  readonly #body: number[] = [];
  #socket: { destroy(): unknown } | null = null;

  /** Sends the request for a `WebSocket`; undefined where the platform has none. */
  dispatcher(given: unknown): Dispatcher | undefined {
    const known = globalThis as unknown as Record<symbol, Dispatcher | undefined>;
    const all = [given as Dispatcher | undefined, ...GLOBAL.map((key) => known[key])];
    const real = all.find((one) => typeof one?.dispatch === 'function');
    return real && { dispatch: (options, handler) => real.dispatch(options, this.#watched(handler as Handler)) };
  }

  /** Lets go of the connection, whatever its other end does. */
  destroy(): void {
    this.#socket?.destroy();
  }

  /** Undici's handler, with an ear at what the platform's `WebSocket` keeps to itself; each version has names of its own. */
  #watched(handler: Handler): Handler {
    const fail = (name: string, ...args: unknown[]) =>
      (handler[name] as (...args: unknown[]) => void)(...args, new Error('The upgrade was refused.'));
    const own: Handler = {
      onHeaders: (status: number, headers: unknown) => this.#refusedWith(status, headers),
      onResponseStart: (_: unknown, status: number, headers: unknown) => this.#refusedWith(status, headers),
      onData: (chunk: Uint8Array) => this.#more(chunk),
      onResponseData: (_: unknown, chunk: Uint8Array) => this.#more(chunk),
      onComplete: () => this.#refused(() => fail('onError')),
      onResponseEnd: (controller: unknown) => this.#refused(() => fail('onResponseError', controller)),
      onUpgrade: (...args: unknown[]) => this.#upgraded(handler, 'onUpgrade', args),
      onRequestUpgrade: (...args: unknown[]) => this.#upgraded(handler, 'onRequestUpgrade', args),
    };
    return new Proxy(handler, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (typeof name === 'string' && own[name]) || value.bind(target);
      },
    });
  }

  /** Not told to the platform, which would ask again where credentials were refused. */
  #refusedWith(status: number, headers: unknown): boolean {
    if (status >= 200) this.#head = { status, headers: headersOf(headers) };
    return true;
  }

  #more(chunk: Uint8Array): boolean {
    if (this.#body.length < LONGEST) this.#body.push(...chunk.subarray(0, LONGEST));
    return true;
  }

  #refused(fail: () => void): void {
    if (this.#head) this.refusal = { ...this.#head, body: Uint8Array.from(this.#body) };
    fail();
  }

  #upgraded(handler: Handler, name: string, args: unknown[]): unknown {
    this.#socket = args.at(-1) as { destroy(): unknown };
    this.headers = headersOf(args.at(-2));
    return (handler[name] as (...args: unknown[]) => unknown)(...args);
  }
}

/** Names and values one after the other, as octets, or an object of texts. */
function headersOf(given: unknown): Headers {
  const headers = new Headers();
  if (Array.isArray(given)) {
    for (let at = 0; at + 1 < given.length; at += 2) headers.append(textOf(given[at]), textOf(given[at + 1]));
  } else {
    for (const [name, value] of Object.entries(given ?? {})) {
      for (const one of [value].flat()) headers.append(name, textOf(one));
    }
  }
  return headers;
}

const LATIN1 = new TextDecoder('latin1');
const textOf = (value: unknown): string => (value instanceof Uint8Array ? LATIN1.decode(value) : String(value));
