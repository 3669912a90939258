import type { Arguments, Result } from '../tool.ts';
import { sizeOf } from './fit.ts';
import { fromClient } from './names.ts';
import { type Around, call } from './perform.ts';

/** What an event takes at most, nearly: asked for are only as many as surely fit, since the cursor is past all that came. */
const EVENT_BYTES = 1_000;

interface Batch {
  readonly changes: readonly unknown[];
  readonly cursor: string;
}

/** Collects what happens within `wait_ms`, or as many events as asked for, and says where to go on. */
export async function collectChanges(
  args: Arguments,
  { client, signal, maxResultBytes, progress }: Around,
): Promise<Result> {
  const {
    limit,
    wait_ms: wait,
    cursor: from,
    entity_types: entityTypes,
  } = { limit: 100, wait_ms: 1000, ...args } as Arguments;
  const most = Number(limit);
  let room = maxResultBytes;
  const end = performance.now() + Number(wait);
  const events: unknown[] = [];
  let cursor = from as string | undefined;
  do {
    const left = Math.max(0, Math.round(end - performance.now()));
    const batch = (await call(
      client,
      'pollChanges',
      {
        limit: Math.max(1, Math.min(most - events.length, Math.floor(room / EVENT_BYTES))),
        waitMs: left,
        ...(cursor !== undefined && { cursor }),
        ...(entityTypes !== undefined && { entityTypes }),
      },
      { signal },
    )) as Batch;
    const fresh = batch.changes.map((event) => fromClient(event, 'ChangeEvent'));
    events.push(...fresh);
    room -= sizeOf(fresh);
    cursor = batch.cursor;
    progress(events.length, `${events.length} events`);
  } while (events.length < most && room > 2 * EVENT_BYTES && performance.now() < end);
  return { events, cursor };
}
