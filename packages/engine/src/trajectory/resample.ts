import type { Micros } from '../store.ts';

/** Evenly spaced moments from `start` to `end`, both included. */
export function evenTimes(start: Micros, end: Micros, count: number): Micros[] {
  if (count < 2 || start === end) return [start];
  return Array.from({ length: count }, (_, i) => Math.round(start + ((end - start) * i) / (count - 1)));
}

/**
 * The path at given moments, ascending and within its own: on the straight line between the observations around each,
 * at the share of their time that has passed (piecewise linear interpolation). Of observations at the very moment the
 * last one counts. Time O(n + moments · dimensions).
 */
export function resample(times: readonly Micros[], points: readonly Float32Array[], moments: Micros[]): Float64Array[] {
  let after = 0;
  return moments.map((moment) => {
    while (after < times.length - 1 && (times[after] as Micros) <= moment) after++;
    const before = Math.max(0, after - 1);
    const [from, to] = [times[before] as Micros, times[after] as Micros];
    const share = to === from ? 1 : Math.min(1, Math.max(0, (moment - from) / (to - from)));
    return between(points[before] as Float32Array, points[after] as Float32Array, share);
  });
}

function between(a: Float32Array, b: Float32Array, share: number): Float64Array {
  return Float64Array.from(a, (value, i) => (1 - share) * value + share * (b[i] as number));
}
