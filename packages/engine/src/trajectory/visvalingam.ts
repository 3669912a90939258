import type { Sliced } from '../slices.ts';
import { triangleArea } from './geometry.ts';

/**
 * M. Visvalingam and J. Whyatt, "Line generalisation by repeated elimination of points", Cartographic Journal 30
 * (1993), in any number of dimensions: the point whose triangle with its neighbours is smallest goes, until `most` are
 * left. A point's area is never less than that of one dropped before it, and of equal areas the earlier goes; both
 * ends stay. Returns the positions kept. Time O(n² + n·dimensions).
 */
export function* visvalingam(points: Float32Array[], most: number): Sliced<number[]> {
  const kept = points.map((_, i) => i);
  const area = (at: number) => {
    const [a, b, c] = [kept[at - 1], kept[at], kept[at + 1]].map((i) => points[i as number] as Float32Array);
    return triangleArea(a as Float32Array, b as Float32Array, c as Float32Array);
  };
  const areas = kept.map((_, at) => (at === 0 || at === kept.length - 1 ? Infinity : area(at)));
  while (kept.length > Math.max(2, most)) {
    const at = smallest(areas);
    const floor = areas[at] as number;
    kept.splice(at, 1);
    areas.splice(at, 1);
    for (const neighbour of [at - 1, at]) {
      if (neighbour > 0 && neighbour < kept.length - 1) areas[neighbour] = Math.max(floor, area(neighbour));
    }
    yield;
  }
  return kept;
}

function smallest(values: number[]): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) < (values[at] as number)) at = i;
  return at;
}
