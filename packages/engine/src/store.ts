import type * as Model from './model.ts';
import type { TrackSource } from './trajectory/track.ts';

export type * from './model.ts';
export type { TrackSource } from './trajectory/track.ts';

/**
 * What the product asks of storage, and all it asks: one implementation keeps data in SQLite, another may keep it in
 * PostgreSQL, and the same tests hold both to the same answers. Algorithms (trajectories, anomalies, clusters, forecasts)
 * are pure functions above it and belong in no implementation.
 *
 * Every implementation guarantees:
 * - **Tenants.** Every method acts for one tenant and neither sees nor counts anything of another. What is another's is
 *   refused with the very error of what does not exist. A tenant comes into being with its first write; before that it
 *   reads as an empty one, and reading creates nothing.
 * - **Durability.** A write has reached the disk when its promise resolves. A write that rejects has left nothing behind.
 * - **Atomicity.** One call of a writing method is one transaction: its rows, its changes in the log, its counters and its
 *   receipt are there together or not at all, also after a crash. `compact` alone may work in several.
 * - **Order.** A tenant's writes have one order. Each gets a *record time* that is later than that of every write of the
 *   tenant before it, also when the clock goes back. Observations of one call have their order in the list. Sequences
 *   grow in that order and count per tenant, so that gaps say nothing of others.
 * - **Isolation.** A reading method sees the outcome of whole writes only, and at least those acknowledged before it was
 *   called. Pages and iterations are several reads: each says what it promises across them.
 * - **Idempotency.** A receipt given with a write is kept for 24 hours in the write's own transaction, under tenant,
 *   operation and key; `receipt` finds it. Storing under a key that has one rejects the whole write with `conflict`: two
 *   servers that try at once cannot both succeed. A failed write keeps none.
 * - **Memory.** What is returned whole is bounded by the caller (`limit`, `most`); what is not comes as an AsyncIterable in
 *   batches and waits for its reader.
 * - **Cursors** are opaque, hold for the tenant and filter they were made for, and anything else is `invalid_cursor`.
 * - **Time travel.** What is deleted, by whatever method, can still be read as of an earlier instant until `compact` drops it;
 *   what `applyRetention` removes is gone from every instant.
 *
 * Refusals are StoreErrors. Storage that cannot be reached or written rejects with `unavailable`.
 */
export interface Store extends Writing, Searching, Reading, TrackSource, Following {
  /** Resolves when storage answers; rejects with `unavailable` when it does not. For readiness. */
  ping(): Promise<void>;
  /** Settles what was accepted, ends feeds, and lets go of everything. */
  close(): Promise<void>;
}

export interface Writing {
  /** Stores observations in their order; the first of an entity brings it into being (change `created`, then `updated`). */
  ingest(
    tenant: string,
    observations: Model.NewObservation[],
    receipt?: Model.Receipt<Model.StoredObservation[]>,
  ): Promise<Model.StoredObservation[]>;

  /** Applies a merge patch. One that changes nothing leaves no trace. `entity_not_found` when there is none. */
  updateEntity(
    tenant: string,
    entityId: string,
    patch: Model.EntityPatch,
    receipt?: Model.Receipt<Model.EntityRecord>,
  ): Promise<Model.EntityRecord>;

  /** Removes an entity with its observations; one change, `deleted`. Resolves to how many observations went with it. */
  deleteEntity(tenant: string, entityId: string, receipt?: Model.Receipt<number>): Promise<number>;

  /** Removes the observations selected and keeps their entities; one change `updated` for each entity that lost any. */
  deleteVectors(
    tenant: string,
    selection: Model.Selection,
    receipt?: Model.Receipt<Model.Removed>,
  ): Promise<Model.Removed>;

  /** As `deleteVectors` of what was observed before an instant, and past reach of time travel and snapshots too. */
  applyRetention(
    tenant: string,
    policy: Model.RetentionPolicy,
    receipt?: Model.Receipt<Model.Retained>,
  ): Promise<Model.Retained>;

  /** Names the present, in constant time. What it needs is kept until it expires. At most SNAPSHOTS_KEPT: else `too_many_snapshots`. */
  createSnapshot(
    tenant: string,
    snapshot: Model.NewSnapshot,
    receipt?: Model.Receipt<Model.SnapshotRecord>,
  ): Promise<Model.SnapshotRecord>;

  /**
   * Makes entities and observations what they were at the snapshot, except what retention removed. A write like any other: its changes
   * are in the log (one per entity that differs), and what it undoes can be read as of before it. `snapshot_not_found`.
   */
  restoreSnapshot(tenant: string, snapshotId: string, receipt?: Model.Receipt<Model.Restored>): Promise<Model.Restored>;

  /**
   * Drops what was deleted up to an instant and no snapshot needs, then reads as of before that instant are refused; drops
   * expired snapshots and receipts; gives space back. Cut short, it can be called again.
   */
  compact(tenant: string, plan: Model.CompactPlan, receipt?: Model.Receipt<Model.Compacted>): Promise<Model.Compacted>;

  /** The answer kept for an idempotency key; null when there is none or it is older than 24 hours. */
  receipt(tenant: string, operation: string, key: string): Promise<Model.KeptReceipt | null>;
}

export interface Searching {
  /**
   * The exact nearest observations by Euclidean distance, computed in 64 bits over the stored 32-bit numbers; nearest
   * first, equal distances by sequence. Vectors of another length than the query's take no part.
   * `history_not_kept` when `knownAt` lies before what `compact` left.
   */
  search(tenant: string, query: Model.SearchQuery): Promise<Model.SearchResult>;

  /** How `search` would go about the query, without comparing vectors. */
  explain(tenant: string, query: Model.SearchQuery): Promise<Model.SearchPlan>;
}

/** Wherever an entity is named, `entity_not_found` when there is none; no data is an empty result. */
export interface Reading {
  entity(tenant: string, entityId: string): Promise<Model.EntityRecord>;

  /** In order of entity id by code point. Entities that come or go between pages neither repeat nor hide others. */
  entities(tenant: string, query: Model.EntityQuery): Promise<Model.EntityRecordPage>;

  /** In order of type by code point, pages as those of `entities`. */
  entityTypes(tenant: string, query: Model.PageQuery): Promise<Model.EntityTypePage>;

  /** An entity's observations by time, then sequence. Those that come or go between pages neither repeat nor hide others. */
  history(tenant: string, entityId: string, query: Model.HistoryQuery): Promise<Model.ObservationPage>;

  count(tenant: string, selection: Model.Selection): Promise<Model.ObservationCount>;

  /**
   * The observations selected that are there when this is called, in batches: by entity id, vector length, time and sequence.
   * Those deleted meanwhile may be missing; none comes twice.
   */
  scan(tenant: string, selection: Model.Selection): AsyncIterable<Model.ObservationRecord[]>;

  /** Those that have not expired, latest first. */
  snapshots(tenant: string): Promise<Model.SnapshotRecord[]>;

  status(tenant: string): Promise<Model.StoreStatus>;

  /** Notes that a server is alive, and gives all those that serve this storage and lately did the same. */
  nodes(self: Model.NodeRecord): Promise<Model.NodeRecord[]>;
}

/**
 * The change log: every write's changes in the tenant's order, kept to a number of changes. An event id names a place in
 * this very log; one of another log, never given, or older than kept is `cursor_expired`, so nothing is skipped silently.
 */
export interface Following {
  /**
   * Resolves once the place to start from is fixed, so no change after that is missed. Ends with its signal; its reader gets
   * `cursor_expired` when it is so slow that the log is dropped before it.
   */
  changes(tenant: string, query: Model.ChangeQuery): Promise<Model.ChangeFeed>;

  /** Changes after a place, at most `limit`; waits for the first at most `waitMs`. Without a place: from now. */
  poll(tenant: string, query: Model.PollQuery): Promise<Model.ChangeBatch>;
}
