import { Nearest } from '../nearest.ts';
import type { Pace } from '../slices.ts';
import type { Window } from '../store.ts';
import { COMPARED_POINTS, metrics, type TrajectoryMetric } from './metrics.ts';
import { isFull, type TrackSource } from './track.ts';

export interface SimilarQuery {
  entityId: string;
  window: Window;
  k: number;
  metric: TrajectoryMetric;
  entityTypes?: readonly string[];
}

export interface SimilarTrajectory {
  entityId: string;
  entityType: string;
  distance: number;
  observations: number;
}

export interface SimilarTrajectories {
  observations: number;
  dimensions: number | null;
  compared: number;
  matches: SimilarTrajectory[];
}

/**
 * Compares an entity's trajectory with every other of its length in the window, one candidate at a time; equal
 * distances stay in the order of entity ids. Time O(candidates · points² · dimensions) at worst: a candidate is
 * given up as soon as it cannot be among the k best.
 */
export async function similarTrajectories(
  source: TrackSource,
  tenant: string,
  { entityId, k, metric, entityTypes, window }: SimilarQuery,
  pace: Pace,
): Promise<SimilarTrajectories> {
  const reading = { window, most: COMPARED_POINTS, choose: 'evenly' } as const;
  const own = await source.track(tenant, entityId, reading);
  if (!isFull(own)) return { observations: 0, dimensions: null, compared: 0, matches: [] };
  const { observations, dimensions, points } = own;
  const best = new Nearest<SimilarTrajectory>(k, () => 0);
  let compared = 0;
  for await (const other of source.tracks(tenant, { ...reading, dimensions, ...(entityTypes && { entityTypes }) })) {
    if (other.entityId === entityId) continue;
    compared++;
    const distance = await pace.run(metrics[metric](points, other.points, best.limit));
    best.add(distance, {
      entityId: other.entityId,
      entityType: other.entityType,
      distance,
      observations: other.observations,
    });
    await pace.rest();
  }
  return { observations, dimensions, compared, matches: best.sorted().map(({ item }) => item) };
}
