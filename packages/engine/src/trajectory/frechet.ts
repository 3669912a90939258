import { distance } from '../float32.ts';
import type { Sliced } from '../slices.ts';

/**
 * The discrete Fréchet distance after T. Eiter and H. Mannila, "Computing discrete Fréchet distance", TU Wien
 * CD-TR 94/64 (1994): the longest leash needed when both walk their points in order, row by row instead of recursively.
 * Gives up with Infinity once the result must exceed `limit`: the leash never gets shorter.
 * Time O(n·m·dimensions), memory O(m); the result has the unit of the vectors.
 */
export function* frechet(a: Float32Array[], b: Float32Array[], limit = Infinity): Sliced<number> {
  let previous = new Float64Array(b.length + 1).fill(Infinity);
  let row = new Float64Array(b.length + 1);
  previous[0] = 0;
  for (const point of a) {
    row[0] = Infinity;
    let least = Infinity;
    for (let j = 1; j <= b.length; j++) {
      const before = Math.min(previous[j] as number, previous[j - 1] as number, row[j - 1] as number);
      const leash = Math.max(before, distance(point, b[j - 1] as Float32Array));
      row[j] = leash;
      if (leash < least) least = leash;
    }
    if (least > limit) return Infinity;
    [previous, row] = [row, previous];
    yield;
  }
  return previous[b.length] as number;
}
