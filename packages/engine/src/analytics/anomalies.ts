import { anomalyScore, SCORED_POINTS } from '../anomaly.ts';
import type { Pace } from '../slices.ts';
import type { Micros, Window } from '../store.ts';
import type { Track, TrackSource } from '../trajectory/track.ts';

export interface Anomaly {
  entityId: string;
  entityType: string;
  score: number | null;
  observations: number;
  dimensions: number | null;
  observedAt: Micros | null;
}

/** How unusual an entity's latest observation in a window is among those of its length there. */
export async function scoreEntity(
  source: TrackSource,
  tenant: string,
  entityId: string,
  window: Window,
  pace: Pace,
): Promise<Anomaly> {
  return score(await source.track(tenant, entityId, { window, most: SCORED_POINTS, choose: 'latest' }), pace);
}

export interface ScanQuery {
  window: { start: Micros; end: Micros };
  entityType?: string;
  /** Only scores of at least this much. */
  least: number;
  /** Findings of one page at most. */
  limit: number;
  /** The entity after which to go on. */
  after?: string;
}

/** An anomaly that was found has all there is to know. */
export type FoundAnomaly = { [Member in keyof Anomaly]: NonNullable<Anomaly[Member]> };

export interface ScanPage {
  anomalies: FoundAnomaly[];
  scanned: number;
  /** The entity after which the next page goes on; null when all were scanned. */
  last: string | null;
}

/** Entities, and numbers of their observations, that one page of a scan reads before it ends early. */
const PAGE_ENTITIES = 1000;
const PAGE_NUMBERS = 8_388_608;

/** Scores entity after entity, in order of id, until a page is full or has cost enough. */
export async function scanEntities(
  source: TrackSource,
  tenant: string,
  { window, entityType, least, limit, after }: ScanQuery,
  pace: Pace,
): Promise<ScanPage> {
  const filter = {
    ...(entityType !== undefined && { entityTypes: [entityType] }),
    ...(after !== undefined && { after }),
  };
  const page: ScanPage = { anomalies: [], scanned: 0, last: null };
  let numbers = 0;
  for await (const track of source.tracks(tenant, { window, most: SCORED_POINTS, choose: 'latest', ...filter })) {
    if (page.anomalies.length === limit || page.scanned === PAGE_ENTITIES || numbers >= PAGE_NUMBERS) return page;
    const found = await score(track, pace);
    if (isFound(found) && found.score >= least) page.anomalies.push(found);
    page.scanned++;
    page.last = track.entityId;
    numbers += track.points.length * track.dimensions;
    await pace.rest();
  }
  return { ...page, last: null };
}

const isFound = (anomaly: Anomaly): anomaly is FoundAnomaly => anomaly.score !== null;

async function score({ entityId, entityType, dimensions, times, points }: Track, pace: Pace): Promise<Anomaly> {
  return {
    entityId,
    entityType,
    score: await pace.run(anomalyScore(points)),
    observations: points.length,
    dimensions,
    observedAt: times.at(-1) ?? null,
  };
}
