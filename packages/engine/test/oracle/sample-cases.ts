import { expect } from 'vitest';
import { energyTest } from '../../src/analytics/energy.ts';
import { normalQuantile } from '../../src/analytics/normal.ts';
import { anomalyScore } from '../../src/anomaly.ts';
import { distance } from '../../src/float32.ts';
import { straight } from '../../src/slices.ts';
import { type Distances, medoidClusters } from '../../src/trajectory/medoids.ts';
import { silhouettes } from '../../src/trajectory/silhouette.ts';
import { type Case, expectClose, lists, makeRandom, repeat } from './questions.ts';

const random = makeRandom(2);

/** Points in a few heaps, and their distances. */
function heaps(count: number): { matrix: number[][]; distances: Distances } {
  const centres = random.cloud(random.between(1, 5), 3, 0).map((centre) => centre.map((value) => value * 4));
  const points = random.cloud(count, 3).map((point) => {
    const centre = centres[random.between(0, centres.length - 1)] as Float32Array;
    return point.map((value, c) => value + (centre[c] as number));
  });
  const matrix = points.map((a) => points.map((b) => distance(a, b)));
  return { matrix, distances: { count, at: (a, b) => matrix[a]?.[b] as number } };
}

const pam = repeat(40, () => {
  const { matrix, distances } = heaps(random.between(3, 40));
  const k = random.between(1, Math.min(8, matrix.length - 1));
  const ours = straight(medoidClusters(distances, k));
  return {
    question: { ask: 'pam', distances: matrix, k },
    // The medoids themselves may differ: of two in a cluster either is its middle.
    check: (answer, name) => expectClose(ours.cost, answer, name),
  };
});

const silhouette = repeat(30, () => {
  const { matrix, distances } = heaps(random.between(4, 40));
  const clusters = straight(medoidClusters(distances, random.between(2, Math.min(8, matrix.length - 1))));
  return {
    question: { ask: 'silhouettes', distances: matrix, labels: clusters.assigned },
    check: (answer, name) => {
      for (const [i, value] of (silhouettes(distances, clusters) as number[]).entries())
        expect(value, name).toBeCloseTo((answer as number[])[i] as number, 9);
    },
  };
});

const scores = repeat(40, (i) => {
  const points = random.cloud(random.between(5, 60), random.between(1, 8));
  // Every fourth case has mostly equal observations, where the median deviation is 0.
  const observed = i % 4 ? points : points.map((point, at) => (at % 5 === 4 ? point : (points[0] as Float32Array)));
  return {
    question: { ask: 'modified_z', points: lists(observed) },
    check: (answer, name) => expectClose(straight(anomalyScore(observed)) as number, answer, name),
  };
});

const energy = repeat(30, (i) => {
  const dimensions = i % 3 ? random.between(2, 6) : 1;
  const a = random.cloud(random.between(5, 30), dimensions);
  const b = random.cloud(random.between(5, 30), dimensions, [0, 0.5, 3][i % 3] as number);
  const permutations = 999;
  const ours = straight(energyTest(a, b, permutations));
  return {
    question: { ask: 'energy', a: lists(a), b: lists(b), permutations },
    check: (answer, name) => {
      const theirs = answer as { energy: number; scipy: number | null; p_value: number };
      expectClose(ours.energy, theirs.energy, name, 1e-7);
      if (theirs.scipy !== null) expectClose(ours.energy, theirs.scipy, name, 1e-7);
      // Both estimate the same share from different shuffles: five standard errors of their difference.
      const error = Math.sqrt((2 * Math.max(theirs.p_value * (1 - theirs.p_value), 1e-3)) / permutations);
      expect(Math.abs(ours.pValue - theirs.p_value), name).toBeLessThan(5 * error);
      expect(straight(energyTest(a, b, permutations)), 'the same again').toEqual(ours);
    },
  };
});

const quantiles = [1e-9, 1e-4, 0.01, 0.074, 0.076, 0.3, 0.5, 0.7, 0.9249, 0.975, 0.9995, 1 - 1e-9].map((p) => ({
  question: { ask: 'normal_quantile', p },
  check: (answer: unknown, name: string) => expectClose(normalQuantile(p), answer, name, 1e-12),
}));

export const sampleCases: Record<string, Case[]> = {
  'partitioning around medoids (kmedoids)': pam,
  'silhouettes (scikit-learn)': silhouette,
  'modified z-scores (SciPy)': scores,
  'the energy test (SciPy, NumPy)': energy,
  'normal quantiles (SciPy)': quantiles,
};
