import type { Sliced } from '../slices.ts';

type Series = readonly Float64Array[];

interface Weights {
  /** How much the level follows what is observed, 0 to 1. */
  alpha: number;
  /** How much the trend follows the level, 0 to 1. */
  beta: number;
}

export interface Smoothed extends Weights {
  level: Float64Array;
  trend: Float64Array;
  /** Sum of the squared one-step errors of each component. */
  squares: Float64Array;
}

/** Points the first level and trend are fitted to. */
const INITIAL_POINTS = 10;

const GRID = Array.from({ length: 21 }, (_, i) => i / 20);
const NEIGHBOURS = [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b] as const));
const MOST_TRIES = 40;

/**
 * C. Holt, "Forecasting seasonals and trends by exponentially weighted moving averages", ONR memorandum 52 (1957), as
 * R. Hyndman, A. Koehler, K. Ord and R. Snyder, "Forecasting with Exponential Smoothing" (2008), have it: the first level
 * and trend are the least-squares line through the first 10 points (§2.6.1), and both weights, common to all components,
 * minimise the squared one-step errors, on a grid of 0.05, and then by pattern search
 * around the best with steps from 0.025 down to 0.0001. Time at most 801 runs of O(n·dimensions).
 */
export function* holt(series: Series): Sliced<Smoothed> {
  const start = firstLine(series.slice(0, INITIAL_POINTS));
  let best = { alpha: 0, beta: 0, error: Infinity };
  const attempt = (alpha: number, beta: number) => {
    const error = total(smooth(series, start, { alpha, beta }).squares);
    if (error < best.error) best = { alpha, beta, error };
  };
  for (const alpha of GRID) {
    for (const beta of GRID) {
      attempt(alpha, beta);
      yield;
    }
  }
  for (let step = 1 / 40, tries = 0; step > 1e-4 && tries < MOST_TRIES; tries++) {
    const before = best;
    for (const [a, b] of NEIGHBOURS) {
      attempt(clamp(before.alpha + a * step), clamp(before.beta + b * step));
      yield;
    }
    if (best === before) step /= 2;
  }
  return { ...smooth(series, start, best), alpha: best.alpha, beta: best.beta };
}

const clamp = (weight: number) => Math.min(1, Math.max(0, weight));
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Level before the first point, and trend, of the line of least squares through points at 1, 2, 3, … */
function firstLine(points: Series): { level: Float64Array; trend: Float64Array } {
  const n = points.length;
  const middle = (n + 1) / 2;
  const spread = (n * (n * n - 1)) / 12;
  const level = new Float64Array(points[0]?.length ?? 0);
  const trend = level.map((_, c) =>
    points.reduce((sum, point, i) => sum + ((i + 1 - middle) * (point[c] as number)) / spread, 0),
  );
  for (const c of level.keys()) {
    const mean = points.reduce((sum, point) => sum + (point[c] as number) / n, 0);
    level[c] = mean - middle * (trend[c] as number);
  }
  return { level, trend };
}

/** Runs over the series in the error-correction form: the level and the trend take up their shares of each error. */
function smooth(
  series: Series,
  start: { level: Float64Array; trend: Float64Array },
  { alpha, beta }: Weights,
): Omit<Smoothed, keyof Weights> {
  const level = start.level.slice();
  const trend = start.trend.slice();
  const squares = new Float64Array(level.length);
  for (const point of series) {
    for (let c = 0; c < level.length; c++) {
      const expected = (level[c] as number) + (trend[c] as number);
      const error = (point[c] as number) - expected;
      squares[c] = (squares[c] as number) + error * error;
      level[c] = expected + alpha * error;
      trend[c] = (trend[c] as number) + alpha * beta * error;
    }
  }
  return { level, trend, squares };
}

/**
 * How many times the variance of a one-step error that of an error `steps` ahead is, where errors are independent:
 * 1 + Σ (α + αβj)² for j from 1 to steps - 1 (Hyndman et al. 2008, §6.3, class 1).
 */
export function varianceGrowth({ alpha, beta }: Weights, steps: number): number {
  let growth = 1;
  for (let j = 1; j < steps; j++) growth += (alpha + alpha * beta * j) ** 2;
  return growth;
}
