import { StoreError } from '@vectorscaledb/engine';
import { Unreachable } from './calls.ts';
import type { Peers } from './peers.ts';
import type { Batch } from './served.ts';

interface Stream<Item> {
  readonly node: string;
  readonly id: string;
  items: Item[];
  done: boolean;
}

/**
 * Everybody's streams as one, in their common order. Who is not there at the start is noted as missing; who goes away midway ends the
 * stream with an error, since what was read already cannot be labelled any more.
 */
export async function* mergedStreams<Item>(
  peers: Peers,
  tenant: string,
  method: 'scan' | 'tracks',
  argument: unknown,
  nodes: readonly string[],
  order: (left: Item, right: Item) => number,
): AsyncGenerator<Item> {
  const batches = await peers.askAll<Batch>(tenant, method, argument, nodes);
  const streams = [...batches].map(
    ([node, { stream, items, done }]): Stream<Item> => ({ node, id: stream, items: [...items] as Item[], done }),
  );
  try {
    for (;;) {
      await Promise.all(streams.map((stream) => refill(peers, tenant, stream)));
      const [first, ...others] = streams.filter(({ items }) => items.length > 0);
      if (!first) return;
      const least = others.reduce(
        (best, one) => (order(one.items[0] as Item, best.items[0] as Item) < 0 ? one : best),
        first,
      );
      yield least.items.shift() as Item;
    }
  } finally {
    for (const { node, id, done } of streams) if (!done) void peers.ask(node, tenant, 'end', id).catch(() => {});
  }
}

async function refill<Item>(peers: Peers, tenant: string, stream: Stream<Item>): Promise<void> {
  if (stream.items.length > 0 || stream.done) return;
  try {
    const { items, done } = await peers.ask<Batch>(stream.node, tenant, 'next', stream.id);
    stream.items = [...items] as Item[];
    stream.done = done;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new StoreError('unavailable', `node ${stream.node} went away while it was read: ${error.message}`);
  }
}

/** By code point, as SQLite and PostgreSQL order ids. */
export const byCodePoint = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));
