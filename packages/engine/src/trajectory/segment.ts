import { distance } from '../float32.ts';
import type { Pace, Sliced } from '../slices.ts';
import type { Micros, Window } from '../store.ts';
import { noiseVariance } from './noise.ts';
import { meanOf, pelt, squaredCosts } from './pelt.ts';
import { type FullTrack, isFull, type TrackSource } from './track.ts';

/** What a segmentation reads at most: the latest of its window. */
export const SEGMENTED_POINTS = 2000;
const SEGMENTED_NUMBERS = 524_288;

export interface SegmentationQuery {
  window: Window;
  dimensions?: number;
  /** Multiple of the Schwarz criterion that a change must be worth. */
  penalty: number;
  fewest: number;
  mostSegments: number;
}

export interface Segment {
  start: Micros;
  end: Micros;
  observations: number;
  mean: number[];
  /** Root mean square distance of its observations from their mean. */
  spread: number;
  /** Distance between its mean and that of the segment before; null for the first. */
  change: number | null;
}

export interface Segmentation {
  entityType: string;
  dimensions: number | null;
  observations: number;
  used: number;
  /** Standard deviation of the noise of one component. */
  noise: number | null;
  penalty: number;
  segments: Segment[];
}

export async function segmentTrajectory(
  source: TrackSource,
  tenant: string,
  entityId: string,
  { penalty, fewest, mostSegments, ...scope }: SegmentationQuery,
  pace: Pace,
): Promise<Segmentation> {
  const reading = { ...scope, most: SEGMENTED_POINTS, numbers: SEGMENTED_NUMBERS, choose: 'latest' } as const;
  const track = await source.track(tenant, entityId, reading);
  const { entityType, dimensions, observations, points } = track;
  const found = { entityType, dimensions, observations, used: points.length };
  if (!isFull(track)) return { ...found, noise: null, penalty, segments: [] };
  const partition = await pace.run(partitionOf(points, penalty, fewest, mostSegments));
  return {
    ...found,
    noise: points.length < 2 ? null : Math.sqrt(partition.variance),
    penalty: partition.penalty,
    segments: describe(track, partition.starts),
  };
}

/**
 * Schwarz's criterion ("Estimating the dimension of a model", Ann. Statist. 6 (1978)) with the noise known: a change
 * brings `dimensions` new means and a place, each worth ln(n) times the variance. The penalty is raised as far
 * as at most `mostSegments` need, to within 2 %.
 */
function* partitionOf(
  points: Float32Array[],
  penalty: number,
  fewest: number,
  mostSegments: number,
): Sliced<{ starts: number[]; penalty: number; variance: number }> {
  const variance = points.length < 2 ? 0 : yield* noiseVariance(points);
  if (variance === 0 || points.length < 2 * fewest) return { starts: [0], penalty, variance };
  const worth = variance * Math.log(points.length) * ((points[0] as Float32Array).length + 1);
  const costs = squaredCosts(points);
  const cut = function* (multiple: number) {
    const { starts } = yield* pelt(costs, multiple * worth, fewest);
    return { starts, penalty: multiple, variance };
  };
  let [least, found] = [penalty, yield* cut(penalty)];
  while (found.starts.length > mostSegments) [least, found] = [found.penalty, yield* cut(2 * found.penalty)];
  while (found.penalty > 1.02 * least) {
    const between = yield* cut(Math.sqrt(least * found.penalty));
    if (between.starts.length > mostSegments) least = between.penalty;
    else found = between;
  }
  return found;
}

function describe({ times, points }: FullTrack, starts: number[]): Segment[] {
  let before: Float64Array | undefined;
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? points.length;
    const mean = meanOf(points, start, end);
    const squares = points.slice(start, end).reduce((sum, point) => sum + distance(point, mean) ** 2, 0);
    const change = before ? distance(mean, before) : null;
    before = mean;
    return {
      start: times[start] as Micros,
      end: times[end - 1] as Micros,
      observations: end - start,
      mean: Array.from(mean),
      spread: Math.sqrt(squares / (end - start)),
      change,
    };
  });
}
