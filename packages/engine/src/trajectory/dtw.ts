import { distance } from '../float32.ts';
import type { Sliced } from '../slices.ts';

/**
 * Dynamic time warping after H. Sakoe and S. Chiba, "Dynamic programming algorithm optimization for spoken word
 * recognition", IEEE Trans. ASSP 26 (1978): the symmetric form without slope constraint, in which a diagonal step
 * counts its point distance twice, divided by the sum of both lengths. Points are compared as whole vectors.
 * Gives up with Infinity once the result must exceed `limit`: every path crosses every row, and costs only grow.
 * Time O(n·m·dimensions), memory O(m); the result has the unit of the vectors.
 */
export function* dtw(a: Float32Array[], b: Float32Array[], limit = Infinity): Sliced<number> {
  const total = a.length + b.length;
  let previous = new Float64Array(b.length + 1).fill(Infinity);
  let row = new Float64Array(b.length + 1);
  previous[0] = 0;
  for (const point of a) {
    row[0] = Infinity;
    let least = Infinity;
    for (let j = 1; j <= b.length; j++) {
      const d = distance(point, b[j - 1] as Float32Array);
      const diagonal = (previous[j - 1] as number) + 2 * d;
      const straight = Math.min(previous[j] as number, row[j - 1] as number) + d;
      const cost = Math.min(diagonal, straight);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least / total > limit) return Infinity;
    [previous, row] = [row, previous];
    yield;
  }
  return (previous[b.length] as number) / total;
}
