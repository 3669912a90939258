import { expect } from 'vitest';
import { holt, varianceGrowth } from '../../src/analytics/holt.ts';
import { straight } from '../../src/slices.ts';
import { type Case, expectClose, lists, makeRandom, repeat } from './questions.ts';

const random = makeRandom(3);
const STEPS = 5;

const smoothing = repeat(20, () => {
  const dimensions = random.between(1, 4);
  const slope = random.normal();
  const walk = random.walk(random.between(8, 80), dimensions);
  const series = random.cloud(walk.length, dimensions).map((noise, i) => {
    return Float64Array.from(noise, (value, c) => 3 * value + (walk[i]?.[c] as number) + slope * i);
  });
  const { alpha, beta, level, trend, squares } = straight(holt(series));
  return {
    question: { ask: 'holt', series: lists(series), alpha, beta, steps: STEPS },
    check: (answer, name) => {
      const theirs = answer as { forecast: number[][]; squares: number[]; best: number };
      for (const [c, square] of squares.entries()) expectClose(square, theirs.squares[c], name, 1e-7);
      for (let h = 1; h <= STEPS; h++) {
        for (const [c, value] of level.entries())
          expect(value + h * (trend[c] as number), name).toBeCloseTo(theirs.forecast[h - 1]?.[c] as number, 6);
      }
      const total = squares.reduce((sum, square) => sum + square, 0);
      expect(total, `${name}: no weights are much better`).toBeLessThanOrEqual(theirs.best * 1.01);
    },
  };
});

const growth = repeat(10, () => {
  const weights = { alpha: random.uniform(), beta: random.uniform() };
  const steps = random.between(1, 12);
  return {
    question: { ask: 'variance_growth', ...weights, steps },
    check: (answer, name) => expectClose(varianceGrowth(weights, steps), answer, name, 0.03),
  };
});

export const forecasts: Record<string, Case[]> = {
  "Holt's linear trend (SciPy's optimum)": smoothing,
  'how errors grow (simulation)': growth,
};
