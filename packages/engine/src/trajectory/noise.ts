import { medianDeviation, NORMAL_MAD } from '../median.ts';
import type { Sliced } from '../slices.ts';

/**
 * The variance of a component's noise, averaged over components, from the differences of neighbours, of which changes
 * touch few: (MAD / 0.6745)² / 2 of them (P. Rousseeuw and C. Croux, "Alternatives to the median absolute deviation",
 * JASA 88 (1993)), or their mean square / 2 where more than half are equal. Time O(n·log n·dimensions).
 */
export function* noiseVariance(points: Float32Array[]): Sliced<number> {
  const dimensions = points[0]?.length ?? 0;
  const steps = new Float64Array(Math.max(0, points.length - 1));
  let sum = 0;
  for (let c = 0; c < dimensions; c++) {
    for (let i = 0; i < steps.length; i++) {
      steps[i] = ((points[i + 1] as Float32Array)[c] as number) - ((points[i] as Float32Array)[c] as number);
    }
    const deviation = medianDeviation(steps) / NORMAL_MAD;
    sum +=
      deviation > 0 ? deviation ** 2 / 2 : steps.reduce((total, step) => total + step * step, 0) / steps.length / 2;
    yield;
  }
  return sum / dimensions;
}
