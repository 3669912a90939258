import { expect } from 'vitest';
import { straight } from '../../src/slices.ts';
import { align } from '../../src/trajectory/alignment.ts';
import { deviation, douglasPeucker } from '../../src/trajectory/douglas-peucker.ts';
import { metrics } from '../../src/trajectory/metrics.ts';
import { noiseVariance } from '../../src/trajectory/noise.ts';
import { pelt, squaredCosts } from '../../src/trajectory/pelt.ts';
import { resample } from '../../src/trajectory/resample.ts';
import { visvalingam } from '../../src/trajectory/visvalingam.ts';
import { type Case, expectClose, lists, makeRandom, repeat } from './questions.ts';

const random = makeRandom(1);

/** Two paths, in every third case in the plane, where more libraries can judge. */
const twoPaths = (i: number) => {
  const dimensions = i % 3 ? random.between(1, 12) : 2;
  return [random.walk(random.between(2, 40), dimensions), random.walk(random.between(2, 40), dimensions)] as const;
};

const dtw = repeat(60, (i) => {
  const [a, b] = twoPaths(i);
  const { distance, pairs } = straight(align(a, b, 'dtw'));
  return {
    question: { ask: 'dtw', a: lists(a), b: lists(b) },
    check: (answer, name) => {
      const theirs = answer as { distance: number; length: number };
      expectClose(distance, theirs.distance, name);
      expectClose(straight(metrics.dtw(a, b)), theirs.distance, name);
      expect(pairs.length).toBeGreaterThanOrEqual(Math.max(a.length, b.length));
    },
  };
});

const frechet = repeat(60, (i) => {
  const [a, b] = twoPaths(i);
  return {
    question: { ask: 'frechet', a: lists(a), b: lists(b) },
    check: (answer, name) => {
      expectClose(straight(metrics.frechet(a, b)), answer, name);
      expectClose(straight(align(a, b, 'frechet')).distance, answer, name);
    },
  };
});

const simplification = repeat(40, (i) => {
  const points = random.walk(random.between(2, 200), i % 2 ? 2 : random.between(1, 9));
  const tolerance = random.uniform() * 5;
  const { kept, deviation: ours } = straight(douglasPeucker(points, tolerance, points.length));
  return {
    question: { ask: 'douglas_peucker', points: lists(points), tolerance },
    check: (answer, name) => {
      const theirs = answer as { kept: number[]; georust?: number[]; geos?: number[] };
      expect(kept, name).toEqual(theirs.kept);
      if (theirs.georust) expect(kept, name).toEqual(theirs.georust);
      if (theirs.geos) expect(kept, name).toEqual(theirs.geos);
      expect(ours).toBeLessThanOrEqual(tolerance);
      expect(ours).toBe(straight(deviation(points, kept)));
    },
  };
});

const elimination = repeat(40, () => {
  const points = random.walk(random.between(3, 150), random.between(2, 9));
  const most = random.between(2, points.length);
  return {
    question: { ask: 'visvalingam', points: lists(points), most },
    check: (answer, name) => expect(straight(visvalingam(points, most)), name).toEqual(answer),
  };
});

const resampling = repeat(30, () => {
  const points = random.walk(random.between(2, 80), random.between(1, 6));
  let time = 0;
  const times = points.map((_, i) => {
    if (i > 0) time += random.between(1, 1000);
    return time;
  });
  const moments = Array.from({ length: 50 }, (_, i) => (time * i) / 49);
  return {
    question: { ask: 'resample', times, points: lists(points), moments },
    check: (answer, name) => {
      for (const [i, vector] of resample(times, points, moments).entries()) {
        for (const [c, value] of vector.entries())
          expect(value, name).toBeCloseTo((answer as number[][])[i]?.[c] as number, 9);
      }
    },
  };
});

/** Levels that jump, with noise. */
function levels(count: number, dimensions: number): Float32Array[] {
  let level = new Float64Array(dimensions);
  return random.cloud(count, dimensions).map((noise) => {
    if (random.uniform() < 0.04) level = level.map(() => random.normal() * 4);
    return noise.map((value, c) => value + (level[c] as number));
  });
}

const changes = repeat(60, (i) => {
  const points = i % 2 ? levels(random.between(4, 120), random.between(1, 6)) : random.walk(random.between(4, 60), 2);
  const fewest = random.between(1, Math.min(6, points.length));
  const penalty = [0.5, 4, 30][i % 3] as number;
  const { starts, cost } = straight(pelt(squaredCosts(points), penalty, fewest));
  return {
    question: { ask: 'change_points', points: lists(points), penalty, fewest },
    check: (answer, name) => {
      const theirs = answer as { starts: number[]; ruptures: number; optimum: number };
      expectClose(cost, theirs.optimum, name, 1e-7);
      expect(cost).toBeLessThanOrEqual(theirs.ruptures * (1 + 1e-7) + 1e-7);
      if (Math.abs(theirs.ruptures - theirs.optimum) < 1e-9) expect(starts, name).toEqual(theirs.starts);
    },
  };
});

const noise = repeat(20, () => {
  const points = levels(random.between(3, 80), random.between(1, 6));
  return {
    question: { ask: 'noise_variance', points: lists(points) },
    check: (answer, name) => expectClose(straight(noiseVariance(points)), answer, name),
  };
});

export const pathCases: Record<string, Case[]> = {
  'dynamic time warping (dtw-python)': dtw,
  'the discrete Fréchet distance (similaritymeasures)': frechet,
  'Douglas-Peucker (NumPy, GEOS, georust)': simplification,
  'Visvalingam-Whyatt (NumPy)': elimination,
  'resampling (NumPy)': resampling,
  'change points (ruptures, unpruned search)': changes,
  'the noise (SciPy)': noise,
};
