import type { Sliced } from '../slices.ts';
import { segmentDistance } from './geometry.ts';

interface Stretch {
  from: number;
  to: number;
  /** The point between that lies farthest from the straight line between both ends, and how far. */
  farthest: number;
  deviation: number;
}

export interface Simplified {
  /** Positions kept, ascending. */
  kept: number[];
  /** How far the farthest point dropped lies from the line that replaces it. */
  deviation: number;
}

/**
 * D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to represent a digitized
 * line or its caricature", Cartographica 10 (1973), in any number of dimensions, by distance from the line segment.
 * Stretches are split largest deviation first, which keeps the same points as recursion does when only `tolerance`
 * ends it, and the most telling ones when `most` does. Time O(n·kept·dimensions) at worst, mostly O(n·log kept·dimensions).
 */
export function* douglasPeucker(points: Float32Array[], tolerance: number, most: number): Sliced<Simplified> {
  if (points.length <= 2) return { kept: points.map((_, i) => i), deviation: 0 };
  const stretches = [yield* stretch(points, 0, points.length - 1)];
  for (;;) {
    const worst = stretches.reduce((a, b) => (b.deviation > a.deviation ? b : a));
    if (worst.deviation <= tolerance || stretches.length + 1 >= most) {
      return { kept: [...stretches.map(({ from }) => from), points.length - 1], deviation: worst.deviation };
    }
    const { from, to, farthest } = worst;
    const halves = [yield* stretch(points, from, farthest), yield* stretch(points, farthest, to)];
    stretches.splice(stretches.indexOf(worst), 1, ...halves);
    yield;
  }
}

function* stretch(points: Float32Array[], from: number, to: number): Sliced<Stretch> {
  const found: Stretch = { from, to, farthest: from, deviation: 0 };
  const [start, end] = [points[from] as Float32Array, points[to] as Float32Array];
  for (let i = from + 1; i < to; i++) {
    const deviation = segmentDistance(points[i] as Float32Array, start, end);
    if (deviation > found.deviation) Object.assign(found, { farthest: i, deviation });
    if (i % 256 === 0) yield;
  }
  return found;
}

/** How far the farthest of the points dropped lies from the segment between the kept ones around it. */
export function* deviation(points: Float32Array[], kept: readonly number[]): Sliced<number> {
  let most = 0;
  for (const [i, to] of kept.entries()) {
    if (i > 0) most = Math.max(most, (yield* stretch(points, kept[i - 1] as number, to)).deviation);
  }
  return most;
}
