import { BULK } from '../contract.js';
import { InvalidArgumentError } from '../errors.js';
import type { Core } from './core.js';
import type { BulkEndpoint } from './endpoint.js';
import { SdkError } from './error.js';
import type { Failure } from './failures.js';
import { printJson } from './json.js';
import { merge, type Outcome } from './merge.js';
import type { BulkOptions } from './options.js';
import { evenly, type Part, partsOf } from './parts.js';
import { isRecord } from './records.js';

/** Sends a list in parts over parallel connections, and merges what comes back as if it had been one request. */
export async function sendInParts<Params, Result, Item>(
  core: Core,
  endpoint: BulkEndpoint<Params, unknown>,
  given: Iterable<Item> | AsyncIterable<Item>,
  params: Params,
  options: BulkOptions = {},
): Promise<Result> {
  const parallelism = options.parallelism ?? BULK.parallelism;
  if (!Number.isInteger(parallelism) || parallelism < 1) {
    throw new InvalidArgumentError({ message: `parallelism: expected an integer of at least 1, got ${parallelism}` });
  }
  if (!isIterable(given)) throw new InvalidArgumentError({ message: 'expected an iterable of items' });
  const refused: Failure<Item>[] = [];
  const outcomes: Outcome<Item>[] = [];
  const { items, size } = await evenly(given, endpoint.maxItems, parallelism);
  const parts = partsOf(items, endpoint.item, { items: size, bytes: endpoint.maxBytes }, refused);
  const send = async (): Promise<void> => {
    for await (const part of parts) outcomes[part.number] = await sendPart(core, endpoint, part, params, options);
  };
  await Promise.all(Array.from({ length: parallelism }, send));
  const [failure] = [...outcomes.flatMap(({ error }) => error ?? []), ...refused.map(({ error }) => error)];
  if (failure && outcomes.every(({ error }) => error)) throw failure;
  return merge(endpoint, outcomes, refused) as Result;
}

async function sendPart<Params, Item>(
  core: Core,
  endpoint: BulkEndpoint<Params, unknown>,
  part: Part<Item>,
  params: Params,
  options: BulkOptions,
): Promise<Outcome<Item>> {
  const rest = printJson(endpoint.body?.(params) ?? {}).slice(1, -1);
  const list = `${JSON.stringify(endpoint.list)}:[${part.texts.join(',')}]`;
  const body = `{${rest}${rest && ','}${list}}`;
  const request = core.request(endpoint, params, { ...options, idempotencyKey: part.key }, body);
  try {
    const result = await core.exchange(endpoint, request, options);
    return { part, result: isRecord(result) ? result : {} };
  } catch (error) {
    // What the caller aborted has no outcome; all else is the outcome of this part's items, and of no others.
    if (error instanceof SdkError) return { part, error };
    throw error;
  }
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
