import type { Sliced } from '../slices.ts';
import { dtw } from './dtw.ts';
import { frechet } from './frechet.ts';

export type TrajectoryMetric = 'dtw' | 'frechet';

/** How far two paths are apart; Infinity as soon as that must exceed the limit. */
export const metrics: Record<
  TrajectoryMetric,
  (a: Float32Array[], b: Float32Array[], limit?: number) => Sliced<number>
> = { dtw, frechet };

/** Observations of one trajectory that are compared at most. */
export const COMPARED_POINTS = 256;
