import type { WithResponse } from './call.js';
import type { Core } from './core.js';
import type { PagedEndpoint } from './endpoint.js';
import type { CallOptions } from './options.js';

/**
 * A list in pages. `await` it for the first page, `for await` over it for every item, or over `pages()` for every page.
 * Pages are requested when they are needed, each with its own retries and timeout.
 */
export class Paginator<Item, Page, Fields = unknown> implements PromiseLike<Page>, AsyncIterable<Item> {
  readonly #load: (cursor: string | null) => Promise<WithResponse<Page, Fields>>;
  readonly #next: (page: Page) => unknown;
  readonly #items: (page: Page) => readonly Item[];

  /** Made by the client's methods, not by users. */
  constructor(
    load: (cursor: string | null) => Promise<WithResponse<Page, Fields>>,
    next: (page: Page) => unknown,
    items: (page: Page) => readonly Item[],
  ) {
    this.#load = load;
    this.#next = next;
    this.#items = items;
  }

  /** Requests the first page: what `await` does. */
  then<Fulfilled = Page, Rejected = never>(
    onfulfilled?: ((page: Page) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onrejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#load(null)
      .then(({ data }) => data)
      .then(onfulfilled, onrejected);
  }

  /** Requests the first page, together with status, headers, attempts and request id. */
  withResponse(): Promise<WithResponse<Page, Fields>> {
    return this.#load(null);
  }

  /** Every page, one after the other. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    for await (const { data } of this.responses()) yield data;
  }

  /** Every page together with the answer it came in. */
  async *responses(): AsyncGenerator<WithResponse<Page, Fields>, void, undefined> {
    let cursor: string | null = null;
    do {
      const page: WithResponse<Page, Fields> = await this.#load(cursor);
      yield page;
      const next = this.#next(page.data);
      // A server that gives the same cursor again would be asked for ever.
      cursor = typeof next === 'string' && next !== '' && next !== cursor ? next : null;
    } while (cursor !== null);
  }

  /** The items of one page. */
  itemsOf(page: Page): readonly Item[] {
    return this.#items(page);
  }

  /** Every item of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* this.#items(page);
  }
}

/** The pages of an operation, from wherever `params` has its cursor. */
export function paginate<Params, Item, Page, Fields = unknown>(
  core: Core,
  endpoint: PagedEndpoint<Params, Page, Fields>,
  params: Params,
  options?: CallOptions,
): Paginator<Item, Page, Fields> {
  const { cursor: parameter, next, items } = endpoint;
  return new Paginator(
    (cursor) =>
      core.call(endpoint, cursor === null ? params : { ...params, [parameter]: cursor }, options).withResponse(),
    (page) => page[next as keyof Page],
    (page) => (page[items as keyof Page] ?? []) as readonly Item[],
  );
}
