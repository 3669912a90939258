import type { ApiCall, EventStream, Paginator, WithResponse } from '../src/index.js';
import type { Call } from './arguments.js';
import { failureOf } from './failure.js';
import { codecFor, type Operation } from './operation.js';
import { SdkError } from '../src/runtime/error.js';
import { jsonOf } from './values.js';

type Answer = Readonly<Record<string, unknown>>;

/** Calls the SDK and tells what came of it. */
export async function perform<Client>(
  client: Client,
  operation: Operation<Client>,
  { params, options, items }: Call,
  take: number | undefined,
): Promise<Answer> {
  const made = operation.run(client, params, options, items);
  if (operation.shape === 'stream') return streamed(operation, made as EventStream<unknown>, take);
  if (operation.shape === 'pages' && take !== undefined)
    return paged(operation, made as Paginator<unknown, unknown>, take);
  const answer = await (made as ApiCall<unknown>).withResponse();
  const head = { ...headOf(answer), attempts: answer.attempts };
  try {
    const value = await jsonOf(codecFor(operation.results, answer.status), answer.data);
    return { ok: true, ...head, value };
  } catch (error) {
    // A download had begun when it failed.
    return { ...head, ...(await failureOf(error, operation.errors)) };
  }
}

function headOf({ status, headers }: Pick<WithResponse<unknown>, 'status' | 'headers'>): Answer {
  return { status, headers: headersOf(headers) };
}

/** Repeats are one text, cookies too. */
export function headersOf(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers.keys()].map((name) => [name, headers.get(name) ?? '']));
}

async function streamed<Client>(
  operation: Operation<Client>,
  stream: EventStream<unknown>,
  take: number | undefined,
): Promise<Answer> {
  const { status, headers, attempts } = await stream.withResponse();
  const head = { ok: true, ...headOf({ status, headers }), attempts };
  return { ...head, ...(await collect(operation, stream, take)) };
}

async function paged<Client>(
  operation: Operation<Client>,
  pages: Paginator<unknown, unknown>,
  take: number,
): Promise<Answer> {
  let head: Answer = {};
  async function* items(): AsyncGenerator<unknown> {
    for await (const { data, attempts, ...answer } of pages.responses()) {
      head = { ok: true, ...headOf(answer), attempts };
      yield* pages.itemsOf(data);
    }
  }
  const collected = await collect(operation, items(), take);
  return 'error' in collected && !('ok' in head) ? { ok: false, ...collected } : { ...head, ...collected };
}

async function collect<Client>(
  { results, errors }: Operation<Client>,
  source: AsyncIterable<unknown>,
  take = Infinity,
): Promise<Answer> {
  const items: unknown[] = [];
  try {
    if (take > 0)
      for await (const item of source) {
        items.push(await jsonOf(results.item ?? null, item));
        if (items.length >= take) break;
      }
    return { items, end: items.length >= take ? 'taken' : 'complete' };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    const { error: told } = await failureOf(error, errors);
    return { items, end: 'interrupted', error: told };
  }
}
