import { randomUUID } from 'node:crypto';
import { type CoverageLog, coverageLog } from '../network/coverage.ts';
import type { Arguments, Result, Tool } from '../tool.ts';
import { fromClient, toClient } from './names.ts';
import { type Around, call } from './perform.ts';
import { Refusal } from './refusal.ts';
import { withoutVectors } from './vectors.ts';

interface Open {
  readonly asked: string;
  readonly lines: AsyncIterator<unknown>;
  readonly stop: AbortController;
  /** Who of a federation is in what is read: known from the first page on. */
  readonly log: CoverageLog | undefined;
  /** Read already, but more than fitted the page before. */
  kept: unknown[];
  idle: NodeJS.Timeout | null;
}

const OPEN_AT_MOST = 4;
const IDLE_MS = 300_000;

/**
 * Streams of lines in pages. The API's stream has no cursor, so it stays open between pages, for a while: all pages are then of one reading,
 * and none costs what came before it.
 */
export class Exports {
  readonly #open = new Map<string, Open>();
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  async page(tool: Tool, args: Arguments, around: Around): Promise<Result> {
    const { limit = 100, cursor, include_vectors: shows = false, ...filter } = args;
    const asked = JSON.stringify(filter);
    const open = cursor === undefined ? this.#begin(tool, filter, asked, around) : this.#resume(String(cursor), asked);
    const items: unknown[] = [];
    let bytes = 0;
    while (items.length < Number(limit)) {
      const line = open.kept.shift() ?? (await next(open, around.signal));
      if (line === null) return { items, next_cursor: null };
      const wire = fromClient(line, tool.gives);
      const item = shows ? wire : withoutVectors(wire, tool.gives);
      bytes += JSON.stringify(item).length + 1;
      if (items.length > 0 && bytes > this.#maxBytes * 0.9) {
        open.kept.unshift(line);
        break;
      }
      items.push(item);
    }
    return { items, next_cursor: this.#keep(open) };
  }

  /** Lets go of all that is still open. */
  close(): void {
    for (const [cursor, open] of this.#open) this.#drop(cursor, open);
  }

  #begin(tool: Tool, filter: Arguments, asked: string, { client }: Around): Open {
    const stop = new AbortController();
    const stream = call(client, tool.method, toClient(filter, tool.takes), { signal: stop.signal });
    const lines = (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    return { asked, lines, stop, log: coverageLog(), kept: [], idle: null };
  }

  #resume(cursor: string, asked: string): Open {
    const open = this.#open.get(cursor);
    if (!open)
      throw new Refusal(
        'cursor_expired',
        'this export is no longer open',
        `Start again without cursor: an export waits ${IDLE_MS / 60_000} minutes for its next page.`,
      );
    if (open.asked !== asked)
      throw new Refusal('invalid_cursor', 'this cursor is of an export with other arguments', 'Repeat its arguments.');
    if (open.idle) clearTimeout(open.idle);
    this.#open.delete(cursor);
    if (open.log?.coverage) coverageLog()?.include(open.log.coverage);
    return open;
  }

  #keep(open: Open): string {
    const cursor = randomUUID();
    open.idle = setTimeout(() => this.#drop(cursor, open), IDLE_MS).unref();
    this.#open.set(cursor, open);
    const [oldest] = this.#open;
    if (oldest && this.#open.size > OPEN_AT_MOST) this.#drop(...oldest);
    return cursor;
  }

  #drop(cursor: string, open: Open): void {
    if (open.idle) clearTimeout(open.idle);
    this.#open.delete(cursor);
    open.stop.abort();
  }
}

async function next({ lines, stop }: Open, signal: AbortSignal): Promise<unknown> {
  const abort = () => stop.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const { done, value } = await lines.next();
    return done ? null : value;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
