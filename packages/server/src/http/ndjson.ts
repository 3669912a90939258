import { Readable } from 'node:stream';

export const NDJSON = 'application/x-ndjson';

const NEWLINE = 0x0a;

/** A line of a body, from 1; null when it is longer than allowed or not UTF-8. */
export interface Line {
  number: number;
  text: string | null;
}

/** The lines of a body as they come, blank ones left out. However long a line is, no more than `most` bytes of it are kept. */
export async function* readLines(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Line> {
  const line = new LineBuffer(most);
  for await (const chunk of body) {
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      line.add(chunk.subarray(from, to));
      from = to + 1;
      yield* line.end();
    }
    line.add(chunk.subarray(from));
  }
  yield* line.end();
}

class LineBuffer {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  readonly #most: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #number = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes <= this.#most) this.#parts.push(part);
    else this.#parts = [];
  }

  *end(): Generator<Line> {
    this.#number++;
    const text = this.#bytes > this.#most ? null : this.#text();
    this.#parts = [];
    this.#bytes = 0;
    if (text === null || text.trim() !== '') yield { number: this.#number, text };
  }

  #text(): string | null {
    try {
      return this.#utf8.decode(Buffer.concat(this.#parts));
    } catch {
      return null;
    }
  }
}

/** Batches as a body of lines. It waits for its reader; when it fails midway the body does not end as HTTP ends it. */
export function lineStream(batches: AsyncIterable<readonly unknown[]>): Readable {
  const text = async function* () {
    for await (const batch of batches) yield batch.map((item) => `${JSON.stringify(item)}\n`).join('');
  };
  return Readable.from(text(), { objectMode: false, highWaterMark: 65_536 });
}

/** The same items, once the first batch has been had: what refuses a request refuses it before the answer begins. */
export async function begun<T>(batches: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = batches[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
}
