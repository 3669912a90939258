import { StoreError } from '../errors.ts';
import type { Pace, Sliced } from '../slices.ts';
import type { Window } from '../store.ts';
import { type Clusters, type Distances, medoidClusters } from './medoids.ts';
import { metrics, type TrajectoryMetric } from './metrics.ts';
import { silhouettes } from './silhouette.ts';
import { evenlySpaced } from './spacing.ts';
import { type FullTrack, isFull, type TrackSource } from './track.ts';

/** Numbers compared in one clustering at most: pairs of trajectories × pairs of points × dimensions. */
export const CLUSTERING_WORK = 2e9;
/** Points of a trajectory that a clustering compares where the caller does not say and the work allows. */
export const CLUSTERED_POINTS = 64;
/** Numbers of clusters tried where the caller gives none. */
export const CLUSTERS_TRIED = 8;

export interface ClusteringQuery {
  window: Window;
  metric: TrajectoryMetric;
  dimensions?: number;
  /** Absent: the number with the best mean silhouette. */
  clusters?: number;
  entityTypes?: readonly string[];
  /** Absent: the first in order of id. */
  entityIds?: readonly string[];
  mostEntities: number;
  points?: number;
}

export interface ClusteredEntity {
  entityId: string;
  entityType: string;
  distance: number;
  silhouette: number | null;
}

export interface Clustering {
  dimensions: number | null;
  points: number;
  entities: number;
  /** Whether more entities would have matched than were clustered. */
  truncated: boolean;
  silhouette: number | null;
  clusters: { medoid: string; members: ClusteredEntity[] }[];
}

/** Time O(entities² · points² · dimensions), bounded by `CLUSTERING_WORK`. */
export async function clusterTrajectories(
  source: TrackSource,
  tenant: string,
  query: ClusteringQuery,
  pace: Pace,
): Promise<Clustering> {
  const { tracks: found, truncated } = await gather(source, tenant, query, pace);
  const dimensions = commonest(found.map((track) => track.dimensions));
  const tracks = found.filter((track) => track.dimensions === dimensions);
  if (dimensions === null) return { dimensions, points: 0, entities: 0, truncated, silhouette: null, clusters: [] };
  const points = affordable(tracks.length, dimensions, query.points);
  const paths = tracks.map((track) =>
    evenlySpaced(track.points.length, points).map((at) => track.points[at] as Float32Array),
  );
  const distances = await pace.run(pairwise(paths, query.metric));
  const best = await choose(distances, query.clusters, pace);
  return { dimensions, points, entities: tracks.length, truncated, ...describe(tracks, distances, best) };
}

async function gather(
  source: TrackSource,
  tenant: string,
  { window, dimensions, entityTypes, entityIds, mostEntities, points = CLUSTERED_POINTS }: ClusteringQuery,
  pace: Pace,
): Promise<{ tracks: FullTrack[]; truncated: boolean }> {
  const reading = { window, most: points, choose: 'evenly', ...(dimensions !== undefined && { dimensions }) } as const;
  const tracks: FullTrack[] = [];
  if (entityIds) {
    for (const entityId of new Set(entityIds)) {
      const track = await source.track(tenant, entityId, reading);
      if (isFull(track) && (entityTypes?.includes(track.entityType) ?? true)) tracks.push(track);
      await pace.rest();
    }
    return { tracks, truncated: false };
  }
  for await (const track of source.tracks(tenant, { ...reading, ...(entityTypes && { entityTypes }) })) {
    if (tracks.length === mostEntities) return { tracks, truncated: true };
    tracks.push(track);
    await pace.rest();
  }
  return { tracks, truncated: false };
}

/** The most frequent value, the smaller of equally frequent ones. */
function commonest(values: number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? null;
}

/** How many points of each path can be compared within the bound; refused where the caller wants more. */
function affordable(entities: number, dimensions: number, wanted?: number): number {
  const pairs = (entities * (entities - 1)) / 2;
  const most = Math.max(2, Math.floor(Math.sqrt(CLUSTERING_WORK / Math.max(1, pairs * dimensions))));
  if (wanted === undefined) return Math.min(CLUSTERED_POINTS, most);
  if (wanted <= most) return wanted;
  throw new StoreError(
    'too_much_work',
    `${entities} trajectories of ${dimensions} dimensions can be compared by ${most} points each, not by ${wanted}: ` +
      'lower points or max_entities, or narrow the filter',
  );
}

function* pairwise(paths: Float32Array[][], metric: TrajectoryMetric): Sliced<Distances> {
  const count = paths.length;
  const matrix = new Float64Array(count * count);
  for (const [a, path] of paths.entries()) {
    for (let b = 0; b < a; b++) {
      const distance = yield* metrics[metric](path, paths[b] as Float32Array[]);
      matrix[a * count + b] = distance;
      matrix[b * count + a] = distance;
    }
  }
  return { count, at: (a, b) => matrix[a * count + b] as number };
}

/** The clusters asked for, or those of the number up to `CLUSTERS_TRIED` whose mean silhouette is best. */
async function choose(distances: Distances, k: number | undefined, pace: Pace): Promise<Clusters> {
  let best = await pace.run(medoidClusters(distances, k ?? 1));
  if (k !== undefined) return best;
  let quality = 0;
  for (let tried = 2; tried <= Math.min(CLUSTERS_TRIED, distances.count - 1); tried++) {
    const clusters = await pace.run(medoidClusters(distances, tried));
    const mean = meanOf(silhouettes(distances, clusters));
    if (mean !== null && mean > quality) [best, quality] = [clusters, mean];
  }
  return best;
}

function meanOf(values: number[] | null): number | null {
  return values && values.reduce((sum, value) => sum + value, 0) / values.length;
}

function describe(tracks: FullTrack[], distances: Distances, clusters: Clusters) {
  const quality = silhouettes(distances, clusters);
  const member = ({ entityId, entityType }: FullTrack, at: number, medoid: number): ClusteredEntity => ({
    entityId,
    entityType,
    distance: distances.at(at, medoid),
    silhouette: quality && (quality[at] as number),
  });
  return {
    silhouette: meanOf(quality),
    clusters: clusters.medoids.map((medoid, cluster) => ({
      medoid: (tracks[medoid] as FullTrack).entityId,
      members: tracks
        .map((track, at) => ({ cluster: clusters.assigned[at], member: member(track, at, medoid) }))
        .filter((each) => each.cluster === cluster)
        .map((each) => each.member)
        .sort((a, b) => a.distance - b.distance),
    })),
  };
}
