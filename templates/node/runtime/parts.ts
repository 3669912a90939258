import { InvalidArgumentError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import { type Failure, Failures } from './failures.js';
import { printJson } from './json.js';

/** Some items of a bulk call that travel in one request. */
export interface Part<Item> {
  readonly number: number;
  readonly key: string;
  /** Where its items stood in what the caller gave. */
  readonly positions: readonly number[];
  readonly items: readonly Item[];
  /** Each item as JSON. */
  readonly texts: readonly string[];
}

interface Draft<Item> {
  key: string;
  positions: number[];
  items: Item[];
  texts: string[];
  bytes: number;
}

/** How much travels in one request. */
export interface Limits {
  readonly items: number;
  /** Null when the document states none. */
  readonly bytes: number | null;
  /** What surrounds the list in a body, in octets. */
  readonly envelope: number;
}

/**
 * Takes items only as parts are asked for. Several may ask at once: each gets the next part. What cannot be encoded joins
 * `refused` and no part.
 */
export async function* partsOf<Item>(
  given: Iterable<Item> | AsyncIterable<Item>,
  codec: Pick<Codec<unknown>, 'encode'>,
  limits: Limits,
  refused: Failure<Item>[],
): AsyncGenerator<Part<Item>, void, undefined> {
  let number = 0;
  for (const { key, group } of groupsOf(given)) {
    let draft = newDraft<Item>(key, limits);
    for await (const [position, item] of group) {
      const text = encodeItem(codec, position, item, refused);
      if (text === null) continue;
      const bytes = limits.bytes === null ? 0 : octetsOf(text) + 1;
      if (limits.bytes !== null && limits.envelope + bytes - 1 > limits.bytes) {
        refused.push(tooLarge(position, item, limits.bytes));
        continue;
      }
      // A part sent before keeps its size, as its key stands for exactly these items.
      if (key === null && draft.items.length > 0 && draft.bytes + bytes > (limits.bytes ?? Infinity)) {
        yield { number: number++, ...draft };
        draft = newDraft(null, limits);
      }
      draft.positions.push(position);
      draft.items.push(item);
      draft.texts.push(text);
      draft.bytes += bytes;
      if (key === null && draft.items.length >= limits.items) {
        yield { number: number++, ...draft };
        draft = newDraft(null, limits);
      }
    }
    if (draft.items.length > 0) yield { number: number++, ...draft };
  }
}

function newDraft<Item>(key: string | null, { envelope }: Limits): Draft<Item> {
  return { key: key ?? crypto.randomUUID(), positions: [], items: [], texts: [], bytes: envelope };
}

/** It would be refused whatever it travelled with, and they with it. */
function tooLarge<Item>(index: number, item: Item, bytes: number): Failure<Item> {
  const message = `[${index}]: the item alone is larger than a request may be: ${bytes} bytes`;
  return { index, item, error: new InvalidArgumentError({ message }) };
}

/** As UTF-8. */
export function octetsOf(text: string): number {
  return /[^\0-\x7f]/.test(text) ? new TextEncoder().encode(text).length : text.length;
}

interface Group<Item> {
  readonly key: string | null;
  readonly group: Iterable<readonly [number, Item]> | AsyncIterable<readonly [number, Item]>;
}

function* groupsOf<Item>(given: Iterable<Item> | AsyncIterable<Item>): Generator<Group<Item>, void, undefined> {
  if (given instanceof Failures) {
    const failures: Failures<Item> = given;
    for (const [part, group] of failures.byPart()) yield { key: part?.key ?? null, group };
  } else yield { key: null, group: numbered(given) };
}

async function* numbered<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
): AsyncGenerator<readonly [number, Item], void, undefined> {
  let position = 0;
  for await (const item of items) yield [position++, item];
}

function encodeItem<Item>(
  codec: Pick<Codec<unknown>, 'encode'>,
  index: number,
  item: Item,
  refused: Failure<Item>[],
): string | null {
  try {
    return printJson(codec.encode(item));
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    refused.push({ index, item, error: new InvalidArgumentError({ message: error.describe(`[${index}]`) }) });
    return null;
  }
}

/**
 * Parts of a size that gives every connection something to do, where the end of the items can be seen from their start. Failures
 * sent again keep the parts they had.
 */
export async function evenly<Item>(
  given: Iterable<Item> | AsyncIterable<Item>,
  maxItems: number,
  parallelism: number,
): Promise<{ items: Iterable<Item> | AsyncIterable<Item>; size: number }> {
  const sizeOf = (count: number): number => Math.min(maxItems, Math.max(1, Math.ceil(count / parallelism)));
  const count: unknown = Reflect.get(given, 'length') ?? Reflect.get(given, 'size');
  if (typeof count === 'number') return { items: given, size: sizeOf(count) };
  const iterator = Symbol.asyncIterator in given ? given[Symbol.asyncIterator]() : given[Symbol.iterator]();
  const head: Item[] = [];
  while (head.length < maxItems * parallelism) {
    const step = await iterator.next();
    if (step.done) break;
    head.push(step.value);
  }
  return { items: chain(head, iterator), size: sizeOf(head.length) };
}

async function* chain<Item>(
  head: readonly Item[],
  rest: Iterator<Item> | AsyncIterator<Item>,
): AsyncGenerator<Item, void, undefined> {
  try {
    yield* head;
    for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
  } finally {
    await rest.return?.();
  }
}
