import type { Pace } from '../slices.ts';
import type { Micros, Window } from '../store.ts';
import { align } from './alignment.ts';
import { COMPARED_POINTS, type TrajectoryMetric } from './metrics.ts';
import { isFull, type TrackSource } from './track.ts';

export interface ComparisonQuery {
  entityId: string;
  otherEntityId: string;
  window: Window;
  otherWindow: Window;
  metric: TrajectoryMetric;
}

export interface AlignedPair {
  timestamp: Micros;
  otherTimestamp: Micros;
  distance: number;
}

export interface Comparison {
  distance: number | null;
  dimensions: number | null;
  observations: number;
  otherObservations: number;
  alignment: AlignedPair[];
}

/** Compares two trajectories of the first one's vector length. Time O(points² · dimensions). */
export async function compareTrajectories(
  source: TrackSource,
  tenant: string,
  { entityId, otherEntityId, window, otherWindow, metric }: ComparisonQuery,
  pace: Pace,
): Promise<Comparison> {
  const reading = { most: COMPARED_POINTS, choose: 'evenly' } as const;
  const own = await source.track(tenant, entityId, { ...reading, window });
  const other = await source.track(tenant, otherEntityId, {
    ...reading,
    window: otherWindow,
    ...(isFull(own) && { dimensions: own.dimensions }),
  });
  const found = { dimensions: own.dimensions, observations: own.observations, otherObservations: other.observations };
  if (!isFull(own) || !isFull(other)) return { ...found, distance: null, alignment: [] };
  const { distance, pairs } = await pace.run(align(own.points, other.points, metric));
  const alignment = pairs.map((pair) => ({
    timestamp: own.times[pair.a] as Micros,
    otherTimestamp: other.times[pair.b] as Micros,
    distance: pair.distance,
  }));
  return { ...found, distance, alignment };
}
