import { BULK } from '../contract.js';
import { InvalidArgumentError } from '../errors.js';
import { ApiCall, type WithResponse } from './call.js';
import type { Core } from './core.js';
import type { BulkEndpoint } from './endpoint.js';
import { SdkError } from './error.js';
import type { Failure } from './failures.js';
import { printJson } from './json.js';
import { merge, type Outcome } from './merge.js';
import type { BulkOptions } from './options.js';
import { evenly, octetsOf, type Part, partsOf } from './parts.js';
import { isRecord } from './records.js';
import { withExtras } from './request.js';

/** Sends a list in parts over parallel connections, and merges what comes back as if it had been one request. */
export function sendInParts<Params, Result, Item, Fields = unknown>(
  core: Core,
  endpoint: BulkEndpoint<Params, unknown, Fields>,
  given: Iterable<Item> | AsyncIterable<Item>,
  params: Params,
  options: BulkOptions = {},
): ApiCall<Result, Fields> {
  return new ApiCall(sendAll(core, endpoint, given, params, options) as Promise<WithResponse<Result, Fields>>);
}

async function sendAll<Params, Item, Fields>(
  core: Core,
  endpoint: BulkEndpoint<Params, unknown, Fields>,
  given: Iterable<Item> | AsyncIterable<Item>,
  params: Params,
  options: BulkOptions,
): Promise<WithResponse<unknown, Fields>> {
  const parallelism = options.parallelism ?? BULK.parallelism;
  if (!Number.isInteger(parallelism) || parallelism < 1) {
    throw new InvalidArgumentError({ message: `parallelism: expected an integer of at least 1, got ${parallelism}` });
  }
  if (!isIterable(given)) throw new InvalidArgumentError({ message: 'expected an iterable of items' });
  const refused: Failure<Item>[] = [];
  const outcomes: Outcome<Item>[] = [];
  const { items, size } = await evenly(given, endpoint.maxItems, parallelism);
  const around = core.writing(endpoint, () => surroundings(endpoint, params, options));
  const limits = { items: size, bytes: endpoint.maxBytes, envelope: octetsOf(around.join('')) };
  const encode = (item: unknown) => core.writing(endpoint, () => endpoint.item.encode(item));
  const parts = partsOf(items, { encode }, limits, refused);
  const answers: WithResponse<unknown, Fields>[] = [];
  const send = async (): Promise<void> => {
    for await (const part of parts) {
      const [outcome, answer] = await sendPart(core, endpoint, part, around, params, options);
      outcomes[part.number] = outcome;
      if (answer) answers.push(answer);
    }
  };
  await Promise.all(Array.from({ length: parallelism }, send));
  const [failure] = [...outcomes.flatMap(({ error }) => error ?? []), ...refused.map(({ error }) => error)];
  if (failure && outcomes.every(({ error }) => error)) throw failure;
  const data = merge(endpoint, outcomes, refused);
  // The answer of one part stands for them all; there is none only where there were no items.
  return Object.assign(answers[0] ?? { ...NO_ANSWER }, { data }) as WithResponse<unknown, Fields>;
}

const NO_ANSWER = { status: 0, headers: new Headers(), attempts: 0, requestId: null, fields: undefined };

/** What stands before the items of a body, and behind them. */
function surroundings<Params>(
  endpoint: BulkEndpoint<Params, unknown>,
  params: Params,
  options: BulkOptions,
): [before: string, after: string] {
  const rest = printJson(withExtras(endpoint.body?.(params) ?? {}, endpoint.fixed, options.extraBody)).slice(1, -1);
  return [`{${rest}${rest && ','}${JSON.stringify(endpoint.list)}:[`, ']}'];
}

async function sendPart<Params, Item, Fields>(
  core: Core,
  endpoint: BulkEndpoint<Params, unknown, Fields>,
  part: Part<Item>,
  around: readonly string[],
  params: Params,
  options: BulkOptions,
): Promise<[outcome: Outcome<Item>, answer?: WithResponse<unknown, Fields>]> {
  const body = around.join(part.texts.join(','));
  const request = core.request(endpoint, params, { ...options, idempotencyKey: part.key }, body);
  try {
    const answer = await core.exchange(endpoint, request, options);
    return [{ part, result: isRecord(answer.data) ? answer.data : {} }, answer];
  } catch (error) {
    // What the caller aborted has no outcome; all else is the outcome of this part's items, and of no others.
    if (error instanceof SdkError) return [{ part, error }];
    throw error;
  }
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
