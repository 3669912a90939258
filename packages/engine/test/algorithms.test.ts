import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { energyTest } from '../src/analytics/energy.ts';
import { holt } from '../src/analytics/holt.ts';
import { anomalyScore } from '../src/anomaly.ts';
import { Pace } from '../src/index.ts';
import { type Sliced, straight } from '../src/slices.ts';
import { align } from '../src/trajectory/alignment.ts';
import { douglasPeucker } from '../src/trajectory/douglas-peucker.ts';
import { segmentDistance } from '../src/trajectory/geometry.ts';
import { medoidClusters } from '../src/trajectory/medoids.ts';
import { metrics } from '../src/trajectory/metrics.ts';
import { pelt, squaredCosts } from '../src/trajectory/pelt.ts';
import { evenTimes, resample } from '../src/trajectory/resample.ts';
import { silhouettes } from '../src/trajectory/silhouette.ts';
import { visvalingam } from '../src/trajectory/visvalingam.ts';

/** Any numbers a vector can hold, the extremes among them. */
const paths = (dimensions: number, least = 1) =>
  fc
    .array(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: dimensions, maxLength: dimensions }),
      {
        minLength: least,
        maxLength: 25,
      },
    )
    .map((points) => points.map((point) => Float32Array.from(point)));

const path = fc.integer({ min: 1, max: 4 }).chain((dimensions) => paths(dimensions, 2));
const twoPaths = fc.integer({ min: 1, max: 4 }).chain((dimensions) => fc.tuple(paths(dimensions), paths(dimensions)));

const check = <Values>(values: fc.Arbitrary<Values>, property: (values: Values) => void) =>
  fc.assert(fc.property(values, property), { numRuns: 200 });

describe.each(['dtw', 'frechet'] as const)('%s', (metric) => {
  it('is 0 from a path to itself, the same both ways, and what its alignment says', () => {
    check(twoPaths, ([a, b]) => {
      const { distance, pairs } = straight(align(a, b, metric));
      expect(straight(metrics[metric](a, b))).toBe(distance);
      expect(straight(metrics[metric](b, a))).toBeCloseTo(distance, -Math.log10(distance) + 9);
      expect(straight(metrics[metric](a, a))).toBe(0);
      expect(Number.isFinite(distance)).toBe(true);
      expect([pairs[0], pairs.at(-1)]).toMatchObject([
        { a: 0, b: 0 },
        { a: a.length - 1, b: b.length - 1 },
      ]);
      const steps = pairs.slice(1).map((pair, i) => [pair.a - (pairs[i]?.a ?? 0), pair.b - (pairs[i]?.b ?? 0)]);
      for (const step of steps)
        expect([
          [0, 1],
          [1, 0],
          [1, 1],
        ]).toContainEqual(step);
      const weights = [2, ...steps.map(([x = 0, y = 0]) => x + y)];
      const cost = pairs.reduce((sum, pair, i) => sum + pair.distance * (weights[i] as number), 0);
      const leash = Math.max(...pairs.map((pair) => pair.distance));
      const attained = metric === 'dtw' ? cost / (a.length + b.length) : leash;
      expect(Math.abs(attained - distance)).toBeLessThanOrEqual(1e-9 * distance);
    });
  });
});

describe('simplification', () => {
  it('leaves no point farther than the tolerance from the line, and keeps both ends', () => {
    check(fc.tuple(path, fc.double({ min: 0, max: 1e38, noNaN: true })), ([points, tolerance]) => {
      const { kept, deviation } = straight(douglasPeucker(points, tolerance, points.length));
      expect([kept[0], kept.at(-1)]).toEqual([0, points.length - 1]);
      expect(deviation).toBeLessThanOrEqual(tolerance);
      for (let i = 1; i < kept.length; i++) {
        const [from, to] = [kept[i - 1] as number, kept[i] as number];
        for (const point of points.slice(from, to + 1)) {
          const off = segmentDistance(point, points[from] as Float32Array, points[to] as Float32Array);
          expect(off).toBeLessThanOrEqual(tolerance * (1 + 1e-9) + 1e-6 * Math.max(...point.map(Math.abs)));
        }
      }
    });
  });

  it('keeps as many points as asked for, the same ones and more when more are', () => {
    check(fc.tuple(path, fc.integer({ min: 2, max: 30 })), ([points, most]) => {
      const few = straight(douglasPeucker(points, 0, most)).kept;
      expect(few.length).toBeLessThanOrEqual(Math.max(2, most));
      expect(straight(douglasPeucker(points, 0, most + 1)).kept).toEqual(expect.arrayContaining(few));
      const left = straight(visvalingam(points, most));
      expect(left).toHaveLength(Math.min(points.length, most));
      expect(straight(visvalingam(points, most + 1))).toEqual(expect.arrayContaining(left));
    });
  });
});

describe('resampling', () => {
  it('gives back the observations at their own times, and nothing outside their bounds', () => {
    check(path, (points) => {
      const times = points.map((_, i) => i * i * 1000);
      for (const [i, vector] of resample(times, points, times).entries())
        expect(vector.every((value, c) => value === points[i]?.[c])).toBe(true);
      const moments = evenTimes(0, times.at(-1) as number, 40);
      const least = Math.min(...points.flatMap((point) => [...point]));
      for (const vector of resample(times, points, moments)) expect(Math.min(...vector)).toBeGreaterThanOrEqual(least);
    });
  });
});

describe('change points', () => {
  it('lie at least the fewest apart, are fewer with a higher penalty, and none in a constant', () => {
    check(fc.tuple(path, fc.integer({ min: 1, max: 5 })), ([points, wanted]) => {
      const fewest = Math.min(wanted, points.length);
      const few = straight(pelt(squaredCosts(points), 100, fewest));
      const starts = [...few.starts, points.length];
      expect(starts[0]).toBe(0);
      for (let i = 1; i < starts.length; i++)
        expect((starts[i] as number) - (starts[i - 1] as number)).toBeGreaterThanOrEqual(fewest);
      expect(straight(pelt(squaredCosts(points), 1, fewest)).starts.length).toBeGreaterThanOrEqual(few.starts.length);
      const constant = points.map(() => points[0] as Float32Array);
      expect(straight(pelt(squaredCosts(constant), 1, fewest)).starts).toEqual([0]);
    });
  });
});

describe('clusters', () => {
  it('give every item to its nearest medoid, and do not cost more when there are more', () => {
    check(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 20 }), (places) => {
      const distances = {
        count: places.length,
        at: (a: number, b: number) => Math.abs((places[a] as number) - (places[b] as number)),
      };
      let before = Infinity;
      for (let k = 1; k <= 4; k++) {
        const clusters = straight(medoidClusters(distances, k));
        const { medoids, assigned, cost } = clusters;
        for (const [item, cluster] of assigned.entries()) {
          const nearest = Math.min(...medoids.map((medoid) => distances.at(item, medoid)));
          expect(distances.at(item, medoids[cluster] as number)).toBe(nearest);
        }
        expect(cost).toBeLessThanOrEqual(before * (1 + 1e-9));
        before = cost;
        for (const value of silhouettes(distances, clusters) ?? []) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }
    });
  });
});

describe('numbers from samples', () => {
  it('stay finite and within their bounds for whatever a vector can hold', () => {
    check(twoPaths, ([a, b]) => {
      const { energy, coefficient, pValue } = straight(energyTest(a, b, 19));
      expect([energy, coefficient, pValue].every(Number.isFinite)).toBe(true);
      expect(coefficient).toBeGreaterThanOrEqual(0);
      expect(coefficient).toBeLessThanOrEqual(1);
      expect(pValue).toBeGreaterThanOrEqual(1 / 20);
      const score = straight(anomalyScore([...a, ...b]));
      expect(score === null || Number.isFinite(score)).toBe(true);
      const { level, trend, squares } = straight(
        holt([...a, ...b, ...a, ...b].map((point) => Float64Array.from(point))),
      );
      for (const value of [...level, ...trend, ...squares]) expect(Number.isFinite(value)).toBe(true);
    });
  });

  it('follow a line wherever it goes', () => {
    check(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), ([at, slope]) => {
      const line = Array.from({ length: 20 }, (_, i) => Float64Array.of(at + slope * i));
      const { level, trend } = straight(holt(line));
      expect((level[0] as number) + (trend[0] as number)).toBeCloseTo(at + slope * 20, 6);
    });
  });
});

describe('slices', () => {
  function* spin(milliseconds: number): Sliced<string> {
    const end = performance.now() + milliseconds;
    while (performance.now() < end) yield;
    return 'done';
  }

  it('let others have their turn, and give the result', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect(await new Pace().run(spin(300))).toBe('done');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });

  it('stop when nobody wants the result', async () => {
    await expect(new Pace(AbortSignal.timeout(30)).run(spin(5000))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
