import type { Arrival, Reader } from './answer.js';
import { bytesOf, chunksOf } from './transport.js';

/**
 * Octets of an answer, read as they come: iterate over its chunks, or read it whole. What is not read to its end must be
 * closed, so that the connection is let go.
 */
export class Download implements AsyncIterable<Uint8Array> {
  readonly #arrival: Arrival;

  /** Made by the client's methods, not by users. */
  constructor(arrival: Arrival) {
    this.#arrival = arrival;
    // However long the whole may take: only silence counts from here on, and only while somebody reads.
    arrival.guard.unlimited();
  }

  /** The media type the server names; null when it names none. */
  get contentType(): string | null {
    return this.#arrival.headers.get('content-type');
  }

  /** How many octets there are; null when the server does not say, or sends them compressed. */
  get size(): number | null {
    const { headers } = this.#arrival;
    const length = headers.get('content-length');
    return length === null || headers.has('content-encoding') ? null : Number(length);
  }

  /** The chunks as they come; leaving the loop closes it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const { response, guard, silence, attempts } = this.#arrival;
    try {
      yield* chunksOf(response, guard, silence, attempts);
      guard.release();
    } finally {
      this.close();
    }
  }

  /** All octets at once. */
  async bytes(): Promise<Uint8Array> {
    const { response, guard, silence, attempts } = this.#arrival;
    try {
      return await bytesOf(response, guard, silence, attempts);
    } finally {
      guard.release();
    }
  }

  /** All octets as UTF-8 text. */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /** The chunks as a stream of the platform, to pipe somewhere. */
  stream(): ReadableStream<Uint8Array> {
    const chunks = this[Symbol.asyncIterator]();
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => this.close(),
    });
  }

  /** Lets the connection go; what was not read is lost. */
  close(): void {
    this.#arrival.guard.abort();
  }
}

/** An answer that is octets. */
export const read: Reader = /* @__PURE__ */ Object.assign(async (arrival: Arrival) => new Download(arrival), {
  keepsOpen: true as const,
});
