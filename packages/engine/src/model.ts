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

/** Observations by what is known of them; what is absent selects all. */
export interface Selection {
  entityId?: string;
  /** By the types that entities have now. */
  entityTypes?: readonly string[];
  dimensions?: number;
  window: Window;
}

export interface Removed {
  observations: number;
  /** How many entities lost any. */
  entities: number;
}

export interface RetentionPolicy {
  /** What was observed earlier than this goes. */
  before: Micros;
  entityTypes?: readonly string[];
}

export interface Retained extends Removed {
  /** How many of those were already deleted, and only kept for time travel. */
  history: number;
}

export interface NewSnapshot {
  label: string | null;
  expiresAt: Micros;
}

export interface SnapshotRecord {
  snapshotId: string;
  label: string | null;
  createdAt: Micros;
  expiresAt: Micros;
  entities: number;
  observations: number;
}

export interface Restored {
  snapshotId: string;
  createdAt: Micros;
  /** Observations that came back, and that went. */
  restored: number;
  removed: number;
  /** Entities that came back, went, or changed otherwise. */
  entities: number;
}

export interface CompactPlan {
  /** What was deleted at this instant or before can no longer be read. */
  historyBefore: Micros;
  /** Snapshots made before this instant go, as do expired ones. */
  snapshotsBefore?: Micros;
}

export interface Compacted {
  /** Deleted observations dropped for good. */
  history: number;
  snapshots: number;
  bytes: number;
}

export interface SearchQuery {
  vector: readonly number[];
  window: Window;
  /** How many to return at most. */
  limit: number;
  /** Only observations at most this far. */
  radius?: number;
  entityTypes?: readonly string[];
  exceptEntity?: string;
  /** Of each entity only its latest observation of this length in the window takes part. */
  latestOnly?: boolean;
  /** Searches what was stored and not deleted at this instant, under the types entities had then. */
  knownAt?: Micros;
  cursor?: string;
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

export interface SearchResult {
  hits: Neighbour[];
  /** How many observations took part. */
  compared: number;
  /** How many of them are within the radius; all where none was given. */
  within: number;
  /** To go on after the last hit; null when there is no more within the radius. */
  nextCursor: string | null;
}

export interface SearchPlan {
  backend: string;
  /** What does the comparing, and the index that leads to it: words for people, different in each backend. */
  strategy: string;
  index: string;
  /** How many observations each condition leaves, in the order they are applied. */
  stages: { stage: 'tenant' | 'dimensions' | 'window' | 'entity_types'; observations: number }[];
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

export interface PageQuery {
  limit: number;
  cursor?: string;
}

export interface EntityQuery extends PageQuery {
  entityType?: string;
}

export interface EntityRecordPage {
  entities: EntityRecord[];
  nextCursor: string | null;
}

export interface EntityTypeRecord {
  entityType: string;
  entities: number;
  observations: number;
}

export interface EntityTypePage {
  types: EntityTypeRecord[];
  nextCursor: string | null;
}

/** Members that are absent stay as they are; null removes. */
export interface EntityPatch {
  entityType?: string;
  displayName?: string | null;
  metadata?: Record<string, unknown> | null;
}

export interface HistoryQuery extends PageQuery {
  window: Window;
  dimensions?: number;
  /** Latest first. */
  descending: boolean;
}

export interface ObservationRecord {
  entityId: string;
  entityType: string;
  sequence: number;
  timestamp: Micros;
  recordedAt: Micros;
  vector: number[];
  metadata: Record<string, unknown>;
  compressed: boolean;
}

export interface ObservationPage {
  observations: ObservationRecord[];
  nextCursor: string | null;
}

export interface ObservationCount {
  observations: number;
  entities: number;
  byDimensions: { dimensions: number; observations: number }[];
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

export interface PollQuery extends ChangeQuery {
  limit: number;
  waitMs: number;
}

export interface ChangeBatch {
  changes: Change[];
  /** The place after the last change looked at, wanted or not. */
  cursor: string;
  /** Whether more is known to be there already. */
  more: boolean;
}

export interface StoreStatus {
  backend: string;
  durable: boolean;
  vectorBytes: number;
  entities: number;
  observations: number;
  compressed: number;
  /** Deleted observations kept for time travel, and the instant from which it reaches. Null: from the beginning. */
  history: number;
  historyFrom: Micros | null;
}

export interface NodeRecord {
  nodeId: string;
  version: string;
  startedAt: Micros;
  seenAt: Micros;
  draining: boolean;
}
