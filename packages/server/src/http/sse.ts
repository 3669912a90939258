import { setTimeout as wait } from 'node:timers/promises';
import type { EventFeed } from '../operation.ts';

const RETRY_MS = 1_000;

/**
 * An endless feed as server-sent events. The first block has no data, only how soon to reconnect and the place the
 * feed starts at, so that a connection cut before the first event still resumes without a gap.
 */
export async function* serverSentEvents(
  { startId, events }: EventFeed<{ id: string }>,
  keepAliveMs: number,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\nid: ${startId}\n\n`;
  for await (const event of withPauses(events, keepAliveMs)) {
    yield event === null ? ': keep-alive\n\n' : `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
  }
}

/** The events, and null after each pause of that many milliseconds. */
async function* withPauses<T>(events: AsyncIterable<T>, ms: number): AsyncGenerator<T | null> {
  const iterator = events[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const pause = new AbortController();
    const result = await Promise.race([next, wait(ms, null, { signal: pause.signal })]);
    pause.abort();
    if (result === null) yield null;
    else if (result.done) return;
    else {
      yield result.value;
      next = iterator.next();
    }
  }
}
