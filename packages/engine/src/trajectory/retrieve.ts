import { toShortest } from '../float32.ts';
import type { Pace, Sliced } from '../slices.ts';
import type { Micros, Window } from '../store.ts';
import { deviation, douglasPeucker } from './douglas-peucker.ts';
import { evenTimes, resample } from './resample.ts';
import { evenlySpaced } from './spacing.ts';
import { type FullTrack, isFull, type TrackSource } from './track.ts';
import { visvalingam } from './visvalingam.ts';

export type Reduction = 'even' | 'douglas_peucker' | 'visvalingam' | 'resample';

/** What a reduction reads at most; more are thinned evenly first. */
export const REDUCED_POINTS = 10_000;
const REDUCED_NUMBERS = 1_048_576;

export interface RetrievalQuery {
  window: Window;
  dimensions?: number;
  reduction: Reduction;
  /** Points of the answer at most, for the vector length found; exactly that many moments where it is resampled. */
  points(dimensions: number): number;
  /** Douglas-Peucker alone: how far the path may lie from what is dropped. */
  tolerance?: number;
}

export interface RetrievedPoint {
  timestamp: Micros;
  vector: number[];
}

export interface Trajectory {
  entityType: string;
  dimensions: number | null;
  observations: number;
  used: number;
  points: RetrievedPoint[];
  deviation: number | null;
}

export async function retrieveTrajectory(
  source: TrackSource,
  tenant: string,
  entityId: string,
  { reduction, points, tolerance, ...scope }: RetrievalQuery,
  pace: Pace,
): Promise<Trajectory> {
  const reading = { ...scope, most: REDUCED_POINTS, numbers: REDUCED_NUMBERS, choose: 'evenly' } as const;
  const track = await source.track(tenant, entityId, reading);
  const { entityType, dimensions, observations } = track;
  const found = { entityType, dimensions, observations, used: track.points.length };
  if (!isFull(track)) return { ...found, points: [], deviation: null };
  const most = points(track.dimensions);
  if (reduction === 'resample') return { ...found, points: await shown(resampled(track, most), pace), deviation: null };
  const { kept, deviation } = await pace.run(reduce(track.points, reduction, most, tolerance));
  return { ...found, points: await shown(chosen(track, kept), pace), deviation };
}

function* reduce(
  points: Float32Array[],
  reduction: Exclude<Reduction, 'resample'>,
  most: number,
  tolerance = 0,
): Sliced<{ kept: number[]; deviation: number }> {
  if (reduction === 'douglas_peucker') return yield* douglasPeucker(points, tolerance, most);
  const kept = reduction === 'even' ? evenlySpaced(points.length, most) : yield* visvalingam(points, most);
  return { kept, deviation: yield* deviation(points, kept) };
}

interface Place {
  timestamp: Micros;
  vector: Float32Array;
}

const chosen = ({ times, points }: FullTrack, kept: number[]): Place[] =>
  kept.map((at) => ({ timestamp: times[at] as Micros, vector: points[at] as Float32Array }));

function resampled({ times, points }: FullTrack, count: number): Place[] {
  const moments = evenTimes(times[0] as Micros, times.at(-1) as Micros, count);
  return resample(times, points, moments).map((vector, i) => ({
    timestamp: moments[i] as Micros,
    vector: Float32Array.from(vector),
  }));
}

/** Finding the shortest decimals of many numbers takes longer than choosing them. */
async function shown(places: Place[], pace: Pace): Promise<RetrievedPoint[]> {
  const points: RetrievedPoint[] = [];
  for (const { timestamp, vector } of places) {
    points.push({ timestamp, vector: toShortest(vector) });
    await pace.rest();
  }
  return points;
}
