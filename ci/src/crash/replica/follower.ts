import { setTimeout } from 'node:timers/promises';
import { read } from '../client.ts';

/** How long the last events of a round may take to arrive. */
const PATIENCE_MS = 30_000;
const AGAIN_MS = 200;

/** One reader of the change feed, from its start on. Cut off, it goes on after the last event it had, as clients do. */
export class Follower {
  readonly opened: Promise<void>;
  /** The last event's sequence; each must follow the one before. */
  seen = 0;
  resumed = 0;
  readonly #url: string;
  readonly #stopped = new AbortController();
  readonly #broken: string[] = [];
  #last: string | undefined;

  constructor(url: string) {
    this.#url = url;
    this.opened = new Promise((resolve) => void this.#follow(resolve));
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** What it did not hear of, or heard in the wrong place. */
  async missing(url: string): Promise<string[]> {
    const { cursor } = await read<{ cursor: string }>(url, '/v1/changes');
    const wanted = Number(cursor.split('-')[1]);
    for (const until = performance.now() + PATIENCE_MS; this.seen < wanted && performance.now() < until; )
      await setTimeout(10);
    const late = this.seen < wanted ? [`a feed had ${this.seen} events of ${wanted}`] : [];
    return [...this.#broken.splice(0), ...late];
  }

  async #follow(opened: () => void): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const headers = this.#last === undefined ? {} : { 'last-event-id': this.#last };
        const response = await fetch(`${this.#url}/v1/changes/stream`, { headers, signal });
        if (response.ok) await this.#read(response, opened);
        else if (response.status !== 503) this.#broken.push(`a feed was answered ${response.status}`);
      } catch {
        // Cut off: the next round of the loop goes on.
      }
      if (signal.aborted) return;
      this.resumed += 1;
      await setTimeout(AGAIN_MS);
    }
  }

  async #read(response: Response, opened: () => void): Promise<void> {
    let text = '';
    for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
      opened();
    }
  }

  #take(block: string): void {
    this.#last = /^id: (.+)$/m.exec(block)?.[1] ?? this.#last;
    const data = /^data: (.+)$/m.exec(block)?.[1];
    if (data === undefined) return;
    const { sequence } = JSON.parse(data) as { sequence: number };
    if (sequence !== this.seen + 1) this.#broken.push(`a feed had event ${sequence} after ${this.seen}`);
    this.seen = sequence;
  }
}
