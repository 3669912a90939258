import { distance } from './float32.ts';
import { median, medianDeviation, NORMAL_MAD } from './median.ts';
import type { Sliced } from './slices.ts';

/** Iglewicz and Hoaglin (1993) advise calling a modified z-score above this a potential outlier. */
export const ANOMALY_THRESHOLD = 3.5;

/** With fewer values the median absolute deviation says nothing of how they usually spread. */
export const FEWEST_SCORED = 5;

/** Observations a score rests on at most: the latest of its window. */
export const SCORED_POINTS = 10_000;

/** What makes a mean absolute deviation of normally distributed values their standard deviation. */
const NORMAL_MEAN_DEVIATION = 1.253314;

/**
 * Modified z-score after B. Iglewicz and D. Hoaglin, "How to Detect and Handle Outliers" (1993), of the last vector:
 * each vector's distance from the component-wise median is a value x, and M = 0.6745 (x - median) / MAD. Where more
 * than half the values are equal MAD is 0 and the mean absolute deviation stands in, times 1.253314. A score has no
 * unit. Null when there are too few vectors. Time O(n·log n·dimensions).
 */
export function* anomalyScore(vectors: Float32Array[]): Sliced<number | null> {
  const last = vectors.at(-1);
  if (!last || vectors.length < FEWEST_SCORED) return null;
  const centre = new Float64Array(last.length);
  for (let c = 0; c < centre.length; c++) {
    centre[c] = median(Float64Array.from(vectors, (vector) => vector[c] as number));
    yield;
  }
  const values = Float64Array.from(vectors, (vector) => distance(vector, centre));
  const middle = median(values);
  const spread = medianDeviation(values, middle) / NORMAL_MAD || NORMAL_MEAN_DEVIATION * meanDeviation(values, middle);
  return spread === 0 ? 0 : ((values.at(-1) as number) - middle) / spread;
}

const meanDeviation = (values: Float64Array, middle: number) =>
  values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length;
