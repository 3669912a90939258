import { distance } from '../float32.ts';
import type { Sliced } from '../slices.ts';
import type { TrajectoryMetric } from './metrics.ts';

export interface Alignment {
  distance: number;
  /** Positions in both paths that belong together, from both starts to both ends. */
  pairs: { a: number; b: number; distance: number }[];
}

const DIAGONAL = 0;
const A_STEPS = 1;
const B_STEPS = 2;

/**
 * The distances of dtw.ts and frechet.ts with the path that attains them, found by walking back over the steps the
 * recurrence took (Sakoe and Chiba 1978; Eiter and Mannila 1994). Of equal ways the diagonal comes first, then a
 * step in `a` alone. Time O(n·m·dimensions), memory O(n·m) bytes.
 */
export function* align(a: Float32Array[], b: Float32Array[], metric: TrajectoryMetric): Sliced<Alignment> {
  const steps = new Uint8Array(a.length * b.length);
  let previous = new Float64Array(b.length + 1).fill(Infinity);
  let row = new Float64Array(b.length + 1);
  previous[0] = 0;
  for (const [i, point] of a.entries()) {
    row[0] = Infinity;
    for (let j = 1; j <= b.length; j++) {
      const d = distance(point, b[j - 1] as Float32Array);
      const ways = [previous[j - 1], previous[j], row[j - 1]] as [number, number, number];
      const costs = metric === 'dtw' ? [ways[0] + 2 * d, ways[1] + d, ways[2] + d] : ways;
      const step = cheapest(costs as [number, number, number]);
      steps[i * b.length + j - 1] = step;
      row[j] = metric === 'dtw' ? (costs[step] as number) : Math.max(ways[step], d);
    }
    [previous, row] = [row, previous];
    yield;
  }
  const cost = previous[b.length] as number;
  return { distance: metric === 'dtw' ? cost / (a.length + b.length) : cost, pairs: walkBack(a, b, steps) };
}

function cheapest([diagonal, inA, inB]: [number, number, number]): 0 | 1 | 2 {
  if (diagonal <= inA && diagonal <= inB) return DIAGONAL;
  return inA <= inB ? A_STEPS : B_STEPS;
}

function walkBack(a: Float32Array[], b: Float32Array[], steps: Uint8Array): Alignment['pairs'] {
  const pairs: Alignment['pairs'] = [];
  for (let i = a.length - 1, j = b.length - 1; i >= 0 && j >= 0; ) {
    pairs.push({ a: i, b: j, distance: distance(a[i] as Float32Array, b[j] as Float32Array) });
    const step = steps[i * b.length + j];
    if (step !== B_STEPS) i--;
    if (step !== A_STEPS) j--;
  }
  return pairs.reverse();
}
