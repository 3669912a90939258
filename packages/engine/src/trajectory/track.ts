import type { Micros, Window } from '../store.ts';

/** Numbers one track holds in memory at most: 16 MB. */
export const TRACK_NUMBERS = 4_194_304;

export interface TrackQuery {
  window: Window;
  /** The vector length to read. Absent: that of the entity's latest observation in the window. */
  dimensions?: number;
  /** Observations to read at most. */
  most: number;
  /** Which of more than that: evenly spaced ones, first and last among them, or the latest. */
  choose: 'evenly' | 'latest';
  /** Numbers to read at most, where fewer than `TRACK_NUMBERS`: long vectors leave room for fewer observations. */
  numbers?: number;
}

export interface TracksQuery extends TrackQuery {
  entityTypes?: readonly string[];
  /** Only entities whose ids come after this one. */
  after?: string;
}

/** Observations of one entity and one vector length in a window, in order of time, equal times in order of arrival. */
export interface Track {
  entityId: string;
  entityType: string;
  /** Null when the window holds none. */
  dimensions: number | null;
  /** How many the window holds; `points` are fewer where the query says so. */
  observations: number;
  times: Micros[];
  points: Float32Array[];
}

/** A track that holds something. */
export interface FullTrack extends Track {
  dimensions: number;
}

export const isFull = (track: Track): track is FullTrack => track.dimensions !== null;

/** How many observations of a length a query takes at most; never so few that a path has no two ends. */
export function mostPoints({ most, numbers = TRACK_NUMBERS }: TrackQuery, dimensions: number): number {
  return Math.max(2, Math.min(most, Math.floor(Math.min(numbers, TRACK_NUMBERS) / dimensions)));
}

export interface TimeCountQuery {
  window: { start: Micros; end: Micros };
  /** Where the first bucket starts: at the window's start or before. */
  origin: Micros;
  /** Width of a bucket. Whole microseconds, as `origin` is. */
  interval: Micros;
  entityTypes?: readonly string[];
  entityId?: string;
}

export interface TimeCount {
  /** Position of the bucket, from 0. */
  bucket: number;
  observations: number;
  /** Different entities among them. */
  entities: number;
}

/** What the algorithms over time read: any store that hands this out has them all. */
export interface TrackSource {
  /** Rejects with `entity_not_found` where the tenant has no such entity; an empty window is an empty track. */
  track(tenant: string, entityId: string, query: TrackQuery): Promise<Track>;
  /** In order of entity id, by code point; only those with anything in the window. */
  tracks(tenant: string, query: TracksQuery): AsyncIterable<FullTrack>;
  /** The times of the earliest and the latest observation the filter lets through; null when there are none. */
  timeExtent(tenant: string, query: Pick<TimeCountQuery, 'entityTypes' | 'entityId'>): Promise<Required<Window> | null>;
  /** Counts of the buckets that are not empty, in order. */
  timeCounts(tenant: string, query: TimeCountQuery): Promise<TimeCount[]>;
  /** A place in a listing as an opaque word that is good for this tenant and scope alone. */
  sealCursor(tenant: string, scope: readonly unknown[], place: string): Promise<string>;
  /** Rejects with `invalid_cursor` what `sealCursor` did not make for this tenant and scope. */
  openCursor(tenant: string, scope: readonly unknown[], cursor: string): Promise<string>;
}
