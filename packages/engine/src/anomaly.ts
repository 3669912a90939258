import { distance } from './float32.ts';

/** Iglewicz and Hoaglin (1993) advise calling a modified z-score above this a potential outlier. */
export const ANOMALY_THRESHOLD = 3.5;

/** With fewer values the median absolute deviation says nothing of how they usually spread. */
export const FEWEST_OBSERVATIONS = 5;

/**
 * Modified z-score after B. Iglewicz and D. Hoaglin, "How to Detect and Handle Outliers" (1993), of the last vector:
 * each vector's distance from the component-wise median is a value x, and M = 0.6745 (x - median) / MAD. Where more
 * than half the values are equal MAD is 0 and the mean absolute deviation stands in, times 1.253314.
 * Null when there are too few vectors.
 */
export function anomalyScore(vectors: Float32Array[]): number | null {
  const last = vectors.at(-1);
  if (!last || vectors.length < FEWEST_OBSERVATIONS) return null;
  const centre = Float64Array.from(last, (_, i) => median(vectors.map((vector) => vector[i] as number)));
  const values = vectors.map((vector) => distance(vector, centre));
  const middle = median(values);
  const deviations = values.map((value) => Math.abs(value - middle));
  const spread = median(deviations) / 0.6745 || 1.253314 * mean(deviations);
  return spread === 0 ? 0 : ((values.at(-1) as number) - middle) / spread;
}

function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
