import { describe, expect, it } from 'vitest';
import { anomalyScore } from '../src/anomaly.ts';
import { Pace, scoreEntity } from '../src/index.ts';
import { straight } from '../src/slices.ts';
import { memoryStore } from './helpers.ts';

const ofNumbers = (...values: number[]) => straight(anomalyScore(values.map((value) => Float32Array.of(value))));

describe('the anomaly score', () => {
  it('is the modified z-score of the distance from the median', () => {
    // Median 3, distances 2 1 0 1 2 7, their median 1.5, absolute deviations 0.5 0.5 1.5 0.5 0.5 5.5, MAD 0.5.
    expect(ofNumbers(1, 2, 3, 4, 5, 10)).toBeCloseTo((0.6745 * (6.5 - 1.5)) / 1, 6);
    expect(ofNumbers(0, 0, 0, 0, 0)).toBe(0);
  });

  it('falls back on the mean deviation where most values are equal', () => {
    expect(ofNumbers(1, 1, 1, 1, 1, 1, 1, 9)).toBeCloseTo(8 / (1.253314 * 1), 5);
  });

  it('needs five observations', () => {
    expect(ofNumbers(1, 2, 3, 4)).toBeNull();
    expect(ofNumbers()).toBeNull();
  });

  it('rests on the window and on the length of the latest observation', async () => {
    const store = memoryStore();
    const score = (entity: string, window: object) => scoreEntity(store, 't', entity, window, new Pace());
    const steady = Array.from({ length: 30 }, (_, i) => ({ entityId: 'e', vector: [Math.sin(i), 1], timestamp: i }));
    await store.ingest('t', [...steady, { entityId: 'e', vector: [1, 2, 3], timestamp: 5 }]);
    expect((await score('e', {})).score).toBeLessThan(3.5);
    await store.ingest('t', [{ entityId: 'e', vector: [40, -9], timestamp: 30 }]);
    const result = await score('e', {});
    expect(result).toMatchObject({ observations: 31, dimensions: 2, observedAt: 30 });
    expect(result.score).toBeGreaterThan(3.5);
    expect(await score('e', { start: 27 })).toMatchObject({ score: null, observations: 4 });
    expect(await score('e', { start: 99 })).toEqual({
      entityId: 'e',
      entityType: 'UNKNOWN',
      score: null,
      observations: 0,
      dimensions: null,
      observedAt: null,
    });
    await expect(score('nobody', {})).rejects.toMatchObject({ code: 'entity_not_found' });
  });
});
