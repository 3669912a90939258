import type { Pace } from '../slices.ts';
import type { Micros, Window } from '../store.ts';
import { evenTimes, resample } from '../trajectory/resample.ts';
import { type FullTrack, isFull, type TrackSource } from '../trajectory/track.ts';
import { holt, type Smoothed, varianceGrowth } from './holt.ts';
import { normalQuantile } from './normal.ts';

/** What a forecast rests on at most: the latest of its window. */
export const FORECAST_POINTS = 1000;
const FORECAST_NUMBERS = 262_144;

/** Two weights, a level and a trend are fitted; with fewer points nothing is left to tell the errors from. */
export const FEWEST_FORECAST = 8;
const FITTED = 4;

/** RFC 3339 has no later times. */
const YEAR_10000 = Date.UTC(10_000, 0, 1) * 1000;

export interface ForecastQuery {
  window: Window;
  dimensions?: number;
  /** How many steps to look ahead, for the vector length found. */
  steps(dimensions: number): number;
  /** Time between forecasts. Absent: the mean time between the observations used. */
  step?: Micros;
  /** Share of what comes that the bounds are to hold. */
  confidence: number;
}

export interface ForecastStep {
  timestamp: Micros;
  vector: number[];
  lower: number[];
  upper: number[];
}

export interface Forecast {
  dimensions: number | null;
  observations: number;
  used: number;
  step: Micros | null;
  alpha: number | null;
  beta: number | null;
  /** Root mean square distance of what was observed from what was forecast one step before. */
  error: number | null;
  steps: ForecastStep[];
}

/**
 * Continues an entity's path by Holt's linear trend, with normal intervals for each component. The path is first read
 * off at even steps that end with the latest observation: regular observations stay as they are.
 */
export async function forecastVector(
  source: TrackSource,
  tenant: string,
  entityId: string,
  { steps, step, confidence, ...scope }: ForecastQuery,
  pace: Pace,
): Promise<Forecast> {
  const reading = { ...scope, most: FORECAST_POINTS, numbers: FORECAST_NUMBERS, choose: 'latest' } as const;
  const track = await source.track(tenant, entityId, reading);
  const { dimensions, observations, points } = track;
  const found = { dimensions, observations, used: points.length };
  const ahead = isFull(track) ? steps(track.dimensions) : 0;
  const moments = isFull(track) ? regular(track, step) : [];
  const last = moments.at(-1);
  if (moments.length < FEWEST_FORECAST || last === undefined) {
    return { ...found, step: null, alpha: null, beta: null, error: null, steps: [] };
  }
  const series = resample(track.times, points, moments);
  const spacing = (last - (moments[0] as Micros)) / (moments.length - 1);
  const fitted = await pace.run(holt(series));
  const deviations = fitted.squares.map((sum) => Math.sqrt(sum / (series.length - FITTED)));
  return {
    ...found,
    step: spacing,
    alpha: fitted.alpha,
    beta: fitted.beta,
    error: Math.sqrt(fitted.squares.reduce((sum, square) => sum + square, 0) / series.length),
    steps: Array.from({ length: ahead }, (_, i) => ({
      timestamp: Math.round(last + spacing * (i + 1)),
      ...expected(fitted, deviations, i + 1, normalQuantile((1 + confidence) / 2)),
    })).filter(({ timestamp }) => timestamp < YEAR_10000),
  };
}

/** Even moments of a track that end with its last; none where all was observed at one moment. */
function regular({ times, points, dimensions }: FullTrack, step?: Micros): Micros[] {
  const [first, last] = [times[0] as Micros, times.at(-1) as Micros];
  if (first === last) return [];
  if (step === undefined) return evenTimes(first, last, points.length);
  const most = Math.min(FORECAST_POINTS, Math.floor(FORECAST_NUMBERS / dimensions));
  const count = Math.min(most, Math.floor((last - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => last - step * (count - 1 - i));
}

function expected({ level, trend, ...weights }: Smoothed, deviations: Float64Array, h: number, quantile: number) {
  const width = quantile * Math.sqrt(varianceGrowth(weights, h));
  const vector = Array.from(level, (value, c) => value + h * (trend[c] as number));
  return {
    vector,
    lower: vector.map((value, c) => value - width * (deviations[c] as number)),
    upper: vector.map((value, c) => value + width * (deviations[c] as number)),
  };
}
