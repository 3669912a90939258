import type { Arguments, Result } from '../tool.ts';
import { fromClient } from './names.ts';
import { type Around, call } from './perform.ts';

interface Batch {
  readonly changes: readonly unknown[];
  readonly cursor: string;
}

/** Collects what happens within `wait_ms`, or as many events as asked for, and says where to go on. */
export async function collectChanges(args: Arguments, { client, signal, progress }: Around): Promise<Result> {
  const {
    limit,
    wait_ms: wait,
    cursor: from,
    entity_types: entityTypes,
  } = { limit: 100, wait_ms: 1000, ...args } as Arguments;
  const most = Number(limit);
  const end = performance.now() + Number(wait);
  const events: unknown[] = [];
  let cursor = from as string | undefined;
  do {
    const left = Math.max(0, Math.round(end - performance.now()));
    const batch = (await call(
      client,
      'pollChanges',
      {
        limit: most - events.length,
        waitMs: left,
        ...(cursor !== undefined && { cursor }),
        ...(entityTypes !== undefined && { entityTypes }),
      },
      { signal },
    )) as Batch;
    events.push(...batch.changes.map((event) => fromClient(event, 'ChangeEvent')));
    cursor = batch.cursor;
    progress(events.length, `${events.length} events`);
  } while (events.length < most && performance.now() < end);
  return { events, cursor };
}
