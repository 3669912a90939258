import { InvalidArgumentError } from '../errors.js';
import type { Codec } from './codec.js';
import { printJson } from './json.js';
import type { Fetch } from './transport.js';

/** A request an operation was sent. */
export class SentRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Headers;
  /** The body as text, before it was compressed. */
  readonly body: string;

  /** Made by a fake, not by users. */
  constructor(method: string, url: string, headers: Headers, body: string) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  /** The body as JSON. */
  json(): unknown {
    return JSON.parse(this.body);
  }
}

/** What the document says of an operation that is faked. */
export interface Faked {
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly status: number;
  /** Of the answer; JSON when left out. */
  readonly mediaType?: string;
}

interface Reply {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string;
}

/** Says what one operation answers: `fails` and `responds`, and what its kind has beside them. */
export class Stub {
  /** What it stands for. */
  readonly faked: Faked;
  readonly #requests: SentRequest[] = [];
  readonly #replies: Reply[] = [];

  /** Made by a fake, not by users. */
  constructor(faked: Faked) {
    this.faked = faked;
  }

  /** What the operation was sent so far, in order. */
  get requests(): readonly SentRequest[] {
    return this.#requests;
  }

  /** Answers with an error of the API. The client tries again where it would with the real one. */
  fails(status: number, code: string, message = ''): void {
    this.responds(status, printJson({ code, message }));
  }

  /** Answers with anything. */
  responds(status: number, body = '', mediaType = 'application/json'): void {
    this.#replies.push({ status, mediaType, body });
  }

  /** The answer to a request: one after the other, the last for all that follow. */
  answer(request: SentRequest): Response {
    this.#requests.push(request);
    const reply = this.#replies.length > 1 ? this.#replies.shift() : this.#replies[0];
    if (!reply) {
      const message = `Nothing was said of ${this.faked.name}: say what it returns before it is called.`;
      throw new InvalidArgumentError({ message });
    }
    const { status, mediaType, body } = reply;
    return body === ''
      ? new Response(null, { status })
      : new Response(body, { status, headers: { 'content-type': mediaType } });
  }
}

/** Of an operation that answers with a value. */
export class Answers<T> extends Stub {
  readonly #encode: (value: T) => unknown;

  /** Made by a fake, not by users. */
  constructor(faked: Faked, codec: Pick<Codec<unknown, never>, 'encode'>) {
    super(faked);
    this.#encode = codec.encode as (value: unknown) => unknown;
  }

  /** Answers one call after the other with these, and with the last all that follow. */
  returns(...values: readonly T[]): void {
    for (const value of values) this.responds(this.faked.status, printJson(this.#encode(value)), this.faked.mediaType);
  }
}

/** Of an operation that answers with nothing to read. */
export class Nothing extends Stub {
  /** Answers all calls. */
  returns(): void {
    this.responds(this.faked.status);
  }
}

/** Of an operation that answers with something else than JSON: `responds` says it. */
export class Octets extends Stub {}

/** Of an operation that gives items one after the other. */
export class Stream<T> extends Stub {
  readonly #encode: (value: T) => unknown;

  /** Made by a fake, not by users. */
  constructor(faked: Faked, codec: Pick<Codec<unknown, never>, 'encode'>) {
    super(faked);
    this.#encode = codec.encode as (value: unknown) => unknown;
  }

  /** Gives these, and ends. */
  yields(...items: readonly T[]): void {
    const { mediaType = '' } = this.faked;
    const frame = mediaType === 'text/event-stream' ? eventOf : lineOf;
    this.responds(200, items.map((item) => frame(this.#encode(item))).join('') || '\n', mediaType);
    // Who asks again, after a stream that should have no end, hears that there is no more.
    this.responds(204);
  }
}

function eventOf(item: unknown): string {
  const { id } = (item ?? {}) as { id?: unknown };
  return `retry: 1\n${typeof id === 'string' ? `id: ${id}\n` : ''}data: ${printJson(item)}\n\n`;
}

/** With the separator of RFC 7464 only where that is what it is. */
const lineOf = (item: unknown): string => `${printJson(item)}\n`;

/** Sends requests to the stubs of a fake, and nowhere else; `base` is the path of the server's URL. */
export function fetchOf(fake: object, base: string): Fetch {
  const stubs = Object.values(fake).filter((one): one is Stub => one instanceof Stub);
  // Of several templates a path may be of, the one with the fewest parameters is meant.
  const routes = stubs
    .map((stub) => ({ stub, path: patternOf(base + stub.faked.template), open: stub.faked.template.split('{').length }))
    .sort((one, other) => one.open - other.open);
  return async (url, init) => {
    const { method = 'GET', headers, body } = init;
    const { pathname } = new URL(url);
    const route = routes.find(({ stub, path }) => stub.faked.method === method && path.test(pathname));
    if (!route) throw new InvalidArgumentError({ message: `No operation is ${method} ${pathname}.` });
    const sent = new Headers(headers);
    return route.stub.answer(new SentRequest(method, url, sent, await textOf(body, sent)));
  };
}

function patternOf(template: string): RegExp {
  const [path = ''] = template.split('?');
  const parts = path.split(/\{[^}]*\}/).map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

async function textOf(body: RequestInit['body'], headers: Headers): Promise<string> {
  const whole = new Response(body ?? null);
  if (headers.get('content-encoding') !== 'gzip' || !whole.body) return whole.text();
  return new Response(whole.body.pipeThrough(new DecompressionStream('gzip'))).text();
}
