/** Times inside the engine: microseconds since 1970-01-01T00:00:00Z, exact as a JS number until the year 2255. */
export type Micros = number;

/** A closed window of time: both ends belong to it. */
export interface Window {
  start?: Micros;
  end?: Micros;
}

export interface NewObservation {
  entityId: string;
  vector: readonly number[];
  entityType?: string;
  timestamp?: Micros;
  metadata?: Record<string, unknown>;
}

export interface StoredObservation {
  entityId: string;
  sequence: number;
  timestamp: Micros;
  compressed: boolean;
}

/** The answer to remember for an idempotency key, written in the same transaction as what it answers. */
export interface Receipt<Outcome> {
  operation: string;
  key: string;
  fingerprint: string;
  body(outcome: Outcome): string;
}

export interface KeptReceipt {
  fingerprint: string;
  body: string;
}

export interface KnnQuery {
  vector: readonly number[];
  window: Window;
  k: number;
  entityTypes?: readonly string[];
}

export interface Neighbour {
  entityId: string;
  entityType: string;
  sequence: number;
  timestamp: Micros;
  distance: number;
  vector: number[];
  metadata: Record<string, unknown>;
}

export interface KnnResult {
  hits: Neighbour[];
  compared: number;
}

export type TrajectoryMetric = 'dtw' | 'frechet';

export interface TrajectoryQuery {
  entityId: string;
  window: Window;
  k: number;
  metric: TrajectoryMetric;
  entityTypes?: readonly string[];
  maxPoints: number;
}

export interface TrajectoryMatch {
  entityId: string;
  entityType: string;
  distance: number;
  observations: number;
}

export interface TrajectoryResult {
  observations: number;
  dimensions: number | null;
  compared: number;
  matches: TrajectoryMatch[];
}

export interface AnomalyResult {
  score: number | null;
  observations: number;
  dimensions: number | null;
  observedAt: Micros | null;
}

export interface EntityRecord {
  entityId: string;
  entityType: string;
  displayName: string | null;
  metadata: Record<string, unknown>;
  createdAt: Micros;
  updatedAt: Micros;
  firstObserved: Micros | null;
  lastObserved: Micros | null;
  observations: number;
  dimensions: number[];
}

export interface EntityQuery {
  entityType?: string;
  limit: number;
  cursor?: string;
}

export interface EntityRecordPage {
  entities: EntityRecord[];
  nextCursor: string | null;
}

/** Members that are absent stay as they are; null removes. */
export interface EntityPatch {
  entityType?: string;
  displayName?: string | null;
  metadata?: Record<string, unknown> | null;
}

export interface Change {
  id: string;
  sequence: number;
  entityId: string;
  entityType: string;
  changeType: 'created' | 'updated' | 'deleted';
  timestamp: Micros;
  observedAt: Micros | null;
  dimensions: number | null;
}

export interface ChangeQuery {
  after?: string;
  entityTypes?: readonly string[];
  signal: AbortSignal;
}

export interface ChangeFeed {
  /** Names the place before the first change, to go on from when the feed breaks before any came. */
  startId: string;
  changes: AsyncIterable<Change>;
}

export interface StoreStatus {
  backend: string;
  durable: boolean;
  vectorBytes: number;
  entities: number;
  observations: number;
  compressed: number;
}

/**
 * What the server asks of storage. Every method acts for one tenant and sees nothing of another.
 * A write has reached the disk when its promise resolves. Asynchronous throughout, so that a database across a
 * network fits behind it as well as an embedded one.
 */
export interface Store {
  ingest(
    tenant: string,
    observations: NewObservation[],
    receipt?: Receipt<StoredObservation[]>,
  ): Promise<StoredObservation[]>;
  updateEntity(
    tenant: string,
    entityId: string,
    patch: EntityPatch,
    receipt?: Receipt<EntityRecord>,
  ): Promise<EntityRecord>;
  deleteEntity(tenant: string, entityId: string, receipt?: Receipt<number>): Promise<number>;
  receipt(tenant: string, operation: string, key: string): Promise<KeptReceipt | null>;

  nearest(tenant: string, query: KnnQuery): Promise<KnnResult>;
  similarTrajectories(tenant: string, query: TrajectoryQuery): Promise<TrajectoryResult>;
  anomaly(tenant: string, entityId: string, window: Window): Promise<AnomalyResult>;

  entity(tenant: string, entityId: string): Promise<EntityRecord>;
  entities(tenant: string, query: EntityQuery): Promise<EntityRecordPage>;
  status(tenant: string): Promise<StoreStatus>;

  /** Resolves once the place to start from is fixed, so no change after that is missed; rejects when it is not kept. */
  changes(tenant: string, query: ChangeQuery): Promise<ChangeFeed>;
  close(): Promise<void>;
}
