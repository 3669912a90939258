import { StoreError } from '../errors.ts';
import type { Micros, Window } from '../store.ts';
import type { TimeCountQuery, TrackSource } from '../trajectory/track.ts';

export const MOST_BUCKETS = 1000;

/** Nothing is observed before or after: a window is cut to this, where every time is exact. */
const EARLIEST = Date.UTC(1700, 0, 1) * 1000;
const LATEST = Date.UTC(2251, 0, 1) * 1000 - 1;

export interface HistogramQuery extends Pick<TimeCountQuery, 'entityTypes' | 'entityId'> {
  window: Window;
  /** Width of a bucket; bucket edges are whole multiples of it since 1970. Absent: the window in `buckets` equal parts. */
  interval?: Micros;
  buckets: number;
}

export interface Bucket {
  start: Micros;
  /** Not part of it. */
  end: Micros;
  observations: number;
  entities: number;
}

export interface Histogram {
  interval: Micros | null;
  observations: number;
  buckets: Bucket[];
}

/** Counts observations, and the different entities among them, per stretch of time; stretches without any are listed too. */
export async function timeHistogram(
  source: TrackSource,
  tenant: string,
  { window, interval: wanted, buckets, ...filter }: HistogramQuery,
): Promise<Histogram> {
  const extent = await source.timeExtent(tenant, filter);
  const start = Math.max(EARLIEST, window.start ?? extent?.start ?? LATEST);
  const end = Math.min(LATEST, window.end ?? extent?.end ?? EARLIEST);
  if (start > end) return { interval: null, observations: 0, buckets: [] };
  const interval = wanted ?? Math.floor((end - start) / buckets) + 1;
  const origin = wanted === undefined ? start : Math.floor(start / interval) * interval;
  // Beyond 285 years the quotient is rounded, and may seem to need one more than was asked for.
  const most = wanted === undefined ? buckets : Infinity;
  const count = Math.min(most, Math.floor((end - origin) / interval) + 1);
  if (count > MOST_BUCKETS) {
    throw new StoreError(
      'too_much_work',
      `the window has ${count} intervals, more than ${MOST_BUCKETS}: widen the interval or narrow the window`,
    );
  }
  const counts = await source.timeCounts(tenant, { ...filter, window: { start, end }, origin, interval });
  const found = new Map(counts.map((each) => [each.bucket, each]));
  return {
    interval,
    observations: counts.reduce((sum, each) => sum + each.observations, 0),
    buckets: Array.from({ length: count }, (_, i) => ({
      start: origin + i * interval,
      end: origin + (i + 1) * interval,
      observations: found.get(i)?.observations ?? 0,
      entities: found.get(i)?.entities ?? 0,
    })),
  };
}
