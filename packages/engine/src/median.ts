/** What makes a median absolute deviation of normally distributed values their standard deviation. */
export const NORMAL_MAD = 0.6745;

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** Median absolute deviation from the median. */
export function medianDeviation(values: ArrayLike<number>, middle = median(values)): number {
  return median(Float64Array.from(values, (value) => Math.abs(value - middle)));
}
