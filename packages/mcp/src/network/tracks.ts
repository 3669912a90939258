import type { Store, Window } from '@vectorscaledb/engine';
import type { Peers } from './peers.ts';

type TimeCountQuery = Parameters<Store['timeCounts']>[1];
type TimeCount = Awaited<ReturnType<Store['timeCounts']>>[number];

/** From the earliest of all to the latest. */
export async function timeExtent(
  peers: Peers,
  tenant: string,
  query: Pick<TimeCountQuery, 'entityTypes' | 'entityId'>,
  nodes: readonly string[],
): Promise<Required<Window> | null> {
  const extents = await peers.askAll<Required<Window> | null>(tenant, 'timeExtent', query, nodes);
  const some = [...extents.values()].flatMap((extent) => extent ?? []);
  if (some.length === 0) return null;
  return { start: Math.min(...some.map(({ start }) => start)), end: Math.max(...some.map(({ end }) => end)) };
}

/** Buckets lie where the question says, on every node alike: they add up. */
export async function timeCounts(
  peers: Peers,
  tenant: string,
  query: TimeCountQuery,
  nodes: readonly string[],
): Promise<TimeCount[]> {
  const buckets = new Map<number, TimeCount>();
  const counts = await peers.askAll<TimeCount[]>(tenant, 'timeCounts', query, nodes);
  for (const { bucket, observations, entities } of [...counts.values()].flat()) {
    const before = buckets.get(bucket);
    buckets.set(bucket, {
      bucket,
      observations: observations + (before?.observations ?? 0),
      entities: entities + (before?.entities ?? 0),
    });
  }
  return [...buckets.values()].sort((left, right) => left.bucket - right.bucket);
}
