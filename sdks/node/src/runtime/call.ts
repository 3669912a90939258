/** A result with the answer it came in. */
export interface WithResponse<Result, Fields = unknown> {
  /** The result itself. */
  readonly data: Result;
  /** The HTTP status. */
  readonly status: number;
  /** All headers of the answer. */
  readonly headers: Headers;
  /** The headers the document declares, decoded when they are read; undefined where it declares none. */
  readonly fields: Fields;
  /** How many requests were sent. */
  readonly attempts: number;
  /** Identifies the request in the server's logs; null when the answer did not say. */
  readonly requestId: string | null;
}

/** A call under way: `await` it for its result, or `withResponse()` for status and headers as well. */
export class ApiCall<Result, Fields = unknown> extends Promise<Result> {
  readonly #response: Promise<WithResponse<Result, Fields>>;

  /** What comes of it, as of any promise, is a plain one. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** Made by the client's methods, not by users. */
  constructor(response: Promise<WithResponse<Result, Fields>>) {
    // Never settled itself: whoever waits does so through `then`, so that an unheard failure is told of once.
    super(() => {});
    this.#response = response;
  }

  /** The result together with status, headers, attempts and request id. */
  withResponse(): Promise<WithResponse<Result, Fields>> {
    return this.#response;
  }

  override then<Fulfilled = Result, Rejected = never>(
    onfulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onrejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#response.then(({ data }) => data).then(onfulfilled, onrejected);
  }
}
