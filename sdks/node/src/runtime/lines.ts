import { InvalidArgumentError, StreamInterrupted } from '../errors.js';
import { type Arrival, decodeError } from './answer.js';
import type { WithResponse } from './call.js';
import { type Codec, Mismatch } from './codec.js';
import { type Core, withResponse } from './core.js';
import type { Endpoint } from './endpoint.js';
import { SdkError } from './error.js';
import { EventStream } from './event-stream.js';
import { now } from './guard.js';
import { parseJson, printJson } from './json.js';
import type { StreamOptions } from './options.js';
import type { Payload } from './payload.js';
import { chunksOf } from './transport.js';

/** How JSON texts follow each other: a line feed behind each, or a record separator before each as well (RFC 7464). */
export type Framing = 'ndjson' | 'json-seq';

/** What a stream of lines is, beyond its endpoint. */
export interface LinesEndpoint<Params, Item> extends Endpoint<Params, Item> {
  readonly item: () => Pick<Codec<unknown>, 'decode'>;
  readonly framing: Framing;
  /** True when numbers keep every digit. */
  readonly exact?: true;
}

/** Any number of items. */
export type Items<Item> = Iterable<Item> | AsyncIterable<Item>;

/** Items to be sent, with how each is. */
export function items(name: string, codec: Codec<unknown>, source: Items<unknown> | undefined): unknown {
  if (source === undefined) return undefined;
  const isIterable = typeof source === 'object' && source !== null;
  if (isIterable && (Symbol.iterator in source || Symbol.asyncIterator in source)) return { name, codec, source };
  throw new InvalidArgumentError({ message: `${name}: expected an iterable of items` });
}

interface Given {
  readonly name: string;
  readonly codec: Codec<unknown>;
  readonly source: Items<unknown>;
}

/** A body of items: a list travels whole and can be sent again, anything else is read as it is sent. */
export function body(value: unknown, framing: Framing): Payload {
  const { name, codec, source } = value as Given;
  const print = (item: unknown, at: number): string =>
    `${framing === 'json-seq' ? '\x1e' : ''}${encodeItem(codec, item, `${name}[${at}]`)}\n`;
  if (Array.isArray(source)) return { body: source.map(print).join('') };
  return { body: () => streamOf(source, print), once: true };
}

function encodeItem(codec: Codec<unknown>, item: unknown, place: string): string {
  try {
    return printJson(codec.encode(item));
  } catch (error) {
    throw error instanceof Mismatch ? new InvalidArgumentError({ message: error.describe(place) }) : error;
  }
}

/** Items are taken as the connection takes them. */
function streamOf(source: Items<unknown>, print: (item: unknown, at: number) => string): ReadableStream<Uint8Array> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let at = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(print(value, at++)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** The items of an answer, read as they come. */
export function open<Params, Item>(
  core: Core,
  endpoint: LinesEndpoint<Params, Item>,
  params: Params,
  options: StreamOptions = {},
): EventStream<Item> {
  const source = (signal: AbortSignal) => ({
    lastEventId: null,
    events: (opened: (answer: WithResponse<null>) => void) =>
      itemsOf(core, endpoint, params, { ...options, signal }, opened),
  });
  return new EventStream<Item>(source, options.signal);
}

async function* itemsOf<Params, Item>(
  core: Core,
  endpoint: LinesEndpoint<Params, Item>,
  params: Params,
  options: StreamOptions,
  opened: (answer: WithResponse<null>) => void,
): AsyncGenerator<Item, void, undefined> {
  const request = core.request(endpoint, params, options);
  const deadline = options.timeout === undefined ? Infinity : now() + options.timeout;
  const arrival = await core.retrying(endpoint, request, deadline, options, (attempts, trace) =>
    core.arrive(endpoint, request, deadline, options, attempts, trace),
  );
  arrival.told?.end({ status: arrival.status });
  opened(withResponse(endpoint as unknown as Endpoint<never, never>, arrival, null as never));
  let number = 0;
  try {
    for await (const text of textsOf(arrival, endpoint.framing)) {
      number += 1;
      yield decodeItem(arrival, endpoint, text, number);
    }
    arrival.guard.release();
  } finally {
    arrival.guard.abort();
  }
}

function decodeItem<Item>(
  arrival: Arrival,
  { item, exact }: LinesEndpoint<never, Item>,
  text: string,
  number: number,
): Item {
  try {
    return item().decode(parseJson(text, exact)) as Item;
  } catch (error) {
    const why = error instanceof Mismatch ? error.describe('') : 'it is not JSON';
    throw decodeError(arrival, `line ${number}: ${why}`, error);
  }
}

/** One text after the other. A cut is told as one; the last line needs no end. */
async function* textsOf(
  { response, guard, silence, attempts }: Arrival,
  framing: Framing,
): AsyncGenerator<string, void, undefined> {
  const separator = framing === 'json-seq' ? '\x1e' : '\n';
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of chunksOf(response, guard, silence, attempts)) {
      const texts = (rest + decoder.decode(chunk, { stream: true })).split(separator);
      rest = texts.pop() ?? '';
      for (const text of texts) if (text.trim() !== '') yield text;
    }
  } catch (cause) {
    if (!(cause instanceof SdkError)) throw cause;
    throw new StreamInterrupted({ message: 'The answer was cut before its end.', lastEventId: null, attempts, cause });
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield rest;
}
