export { type Anomaly, scanEntities, scoreEntity } from './analytics/anomalies.ts';
export { DRIFT_POINTS, type Drift, detectDrift, FEWEST_DRIFTED } from './analytics/drift.ts';
export { FEWEST_FORECAST, FORECAST_POINTS, type Forecast, forecastVector } from './analytics/forecast.ts';
export { type Histogram, MOST_BUCKETS, timeHistogram } from './analytics/histogram.ts';
export { ANOMALY_THRESHOLD, FEWEST_SCORED, SCORED_POINTS } from './anomaly.ts';
export { StoreError, type StoreErrorCode } from './errors.ts';
export { metadataLimits, SNAPSHOTS_KEPT } from './limits.ts';
export { PostgresStore, type PostgresStoreOptions } from './postgres/store.ts';
export { type SimilarEntities, type SimilarEntitiesQuery, similarEntities } from './similar-entities.ts';
export { inTurns, Pace } from './slices.ts';
export { SqliteStore, type SqliteStoreOptions } from './sqlite/store.ts';
export type * from './store.ts';
export { formatTime, now, parseTime } from './time.ts';
export {
  CLUSTERED_POINTS,
  CLUSTERING_WORK,
  CLUSTERS_TRIED,
  type Clustering,
  clusterTrajectories,
} from './trajectory/cluster.ts';
export { type Comparison, compareTrajectories } from './trajectory/compare.ts';
export { COMPARED_POINTS, type TrajectoryMetric } from './trajectory/metrics.ts';
export { REDUCED_POINTS, type Reduction, retrieveTrajectory, type Trajectory } from './trajectory/retrieve.ts';
export { SEGMENTED_POINTS, type Segmentation, segmentTrajectory } from './trajectory/segment.ts';
export { type SimilarTrajectories, similarTrajectories } from './trajectory/similar.ts';
