import { describe, expect, it } from 'vitest';
import { Pace, similarTrajectories } from '../src/index.ts';
import { straight } from '../src/slices.ts';
import { metrics } from '../src/trajectory/metrics.ts';
import { evenlySpaced } from '../src/trajectory/spacing.ts';
import { memoryStore, randomVector, seeded } from './helpers.ts';

const points = (...values: number[]) => values.map((value) => Float32Array.of(value));
const euclid = (a: Float32Array, b: Float32Array) =>
  Math.hypot(...Array.from(a, (value, i) => value - (b[i] as number)));

const dtw = (a: Float32Array[], b: Float32Array[], limit?: number) => straight(metrics.dtw(a, b, limit));
const frechet = (a: Float32Array[], b: Float32Array[], limit?: number) => straight(metrics.frechet(a, b, limit));

/** The recursive definitions, straight from the papers. */
function recursiveDtw(a: Float32Array[], b: Float32Array[]): number {
  const g = (i: number, j: number): number => {
    if (i < 0 || j < 0) return Infinity;
    const d = euclid(a[i] as Float32Array, b[j] as Float32Array);
    if (i === 0 && j === 0) return 2 * d;
    return Math.min(g(i - 1, j) + d, g(i, j - 1) + d, g(i - 1, j - 1) + 2 * d);
  };
  return g(a.length - 1, b.length - 1) / (a.length + b.length);
}

function recursiveFrechet(a: Float32Array[], b: Float32Array[]): number {
  const c = (i: number, j: number): number => {
    if (i < 0 || j < 0) return Infinity;
    const d = euclid(a[i] as Float32Array, b[j] as Float32Array);
    return i === 0 && j === 0 ? d : Math.max(d, Math.min(c(i - 1, j), c(i - 1, j - 1), c(i, j - 1)));
  };
  return c(a.length - 1, b.length - 1);
}

describe.each([
  { name: 'dtw', ours: dtw, definition: recursiveDtw },
  { name: 'frechet', ours: frechet, definition: recursiveFrechet },
])('$name', ({ ours, definition }) => {
  it('equals its recursive definition, and gives up only beyond the limit', () => {
    const random = seeded(11);
    for (let round = 0; round < 60; round++) {
      const walk = () =>
        Array.from({ length: 1 + Math.floor(random() * 6) }, () => Float32Array.from(randomVector(random, 3)));
      const [a, b] = [walk(), walk()];
      const expected = definition(a, b);
      expect(ours(a, b)).toBeCloseTo(expected, 12);
      expect(ours(b, a)).toBeCloseTo(expected, 12);
      expect(ours(a, b, expected * (1 + 1e-9))).toBeCloseTo(expected, 12);
      expect(ours(a, b, expected * 0.9)).toBeGreaterThanOrEqual(expected * 0.9);
    }
  });
});

describe('known distances', () => {
  it('dtw: a path and itself with pauses are the same path', () => {
    expect(dtw(points(1, 2, 3), points(1, 1, 2, 3, 3, 3))).toBe(0);
    expect(dtw(points(0, 0, 0), points(1, 1, 1))).toBe(1);
    expect(dtw(points(0), points(3, 5))).toBeCloseTo((2 * 3 + 5) / 3, 12);
  });

  it('frechet: the longest leash, not the sum', () => {
    expect(frechet(points(0, 0, 0), points(1, 1, 1))).toBe(1);
    expect(frechet(points(0, 1, 2, 3), points(0, 1, 7, 3))).toBe(4);
    expect(frechet(points(0, 1, 2), points(2, 1, 0))).toBe(2);
  });

  it('spacing keeps both ends', () => {
    expect(evenlySpaced(3, 5)).toEqual([0, 1, 2]);
    expect(evenlySpaced(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });
});

describe('similar trajectories', () => {
  const path = (entityId: string, offset: number, entityType = 'A') =>
    Array.from({ length: 50 }, (_, i) => ({ entityId, entityType, vector: [i, offset], timestamp: 1000 + i }));

  it('come nearest first, by entity id where equal, without the entity itself', async () => {
    const store = memoryStore();
    await store.ingest('t', [...path('me', 0), ...path('far', 5), ...path('b-near', 1), ...path('a-near', -1, 'B')]);
    await store.ingest('t', [{ entityId: 'other-length', vector: [1, 2, 3], timestamp: 1000 }]);
    await store.ingest('u', path('secret', 0));
    const query = { entityId: 'me', window: {}, k: 10, metric: 'dtw' } as const;
    const similar = (query: Parameters<typeof similarTrajectories>[2]) =>
      similarTrajectories(store, 't', query, new Pace());
    const result = await similar(query);
    expect(result).toMatchObject({ observations: 50, dimensions: 2, compared: 3 });
    expect(result.matches.map(({ entityId }) => entityId)).toEqual(['a-near', 'b-near', 'far']);
    expect(result.matches[1]).toMatchObject({ entityType: 'A', distance: 1, observations: 50 });
    expect((await similar({ ...query, entityTypes: ['B'] })).matches).toHaveLength(1);
    expect((await similar({ ...query, k: 1, metric: 'frechet' })).matches[0]?.distance).toBe(1);
    expect((await similar({ ...query, window: { end: 5 } })).observations).toBe(0);
    await expect(similar({ ...query, entityId: 'secret' })).rejects.toThrow('no entity "secret"');
  });
});
