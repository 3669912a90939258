import { CursorSeal } from '../cursor.ts';
import type * as Api from '../store.ts';
import { now } from '../time.ts';
import type { TimeCountQuery, TrackQuery, TracksQuery } from '../trajectory/track.ts';
import { ChangeLog } from './change-log.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Connection } from './connection.ts';
import { entityRow, getEntity, listEntities, patchEntity, removeEntity } from './entities.ts';
import { Followers } from './follow.ts';
import { Ingestion } from './ingest.ts';
import { nearest } from './nearest.ts';
import { meta, open } from './open.ts';
import { findReceipt, keepReceipt } from './receipts.ts';
import { findTenant, saveTenant, type Tenant, tenantForWriting } from './tenants.ts';
import { timeCounts, timeExtent } from './time-counts.ts';
import { readTrack, readTracks } from './tracks.ts';

export interface SqliteStoreOptions {
  /** Where the data lives; absent, in memory and gone with the process. */
  directory?: string;
  /** How many changes per tenant the change log keeps. */
  changesKept?: number;
}

/** The embedded store: one SQLite database, one writer, every acknowledged write synced to disk. */
export class SqliteStore implements Api.Store {
  readonly #connection: Connection;
  readonly #durable: boolean;
  readonly #seal: CursorSeal;
  readonly #log: ChangeLog;
  readonly #followers: Followers;
  readonly #ingestion: Ingestion;
  readonly #queue: CommitQueue;

  constructor({ directory, changesKept = 200_000 }: SqliteStoreOptions = {}) {
    this.#connection = open(directory);
    this.#durable = directory !== undefined;
    this.#seal = new CursorSeal(meta(this.#connection, 'secret'));
    this.#log = new ChangeLog(this.#connection, meta(this.#connection, 'epoch'), changesKept);
    this.#followers = new Followers(this.#connection, this.#log);
    this.#ingestion = new Ingestion(this.#connection, this.#log);
    this.#queue = new CommitQueue(this.#connection, () => this.#followers.wake());
  }

  ingest(tenant: string, observations: Api.NewObservation[], receipt?: Api.Receipt<Api.StoredObservation[]>) {
    return this.#write(tenant, receipt, (row) => observations.map((each) => this.#ingestion.store(row, each)));
  }

  updateEntity(tenant: string, entityId: string, patch: Api.EntityPatch, receipt?: Api.Receipt<Api.EntityRecord>) {
    return this.#write(tenant, receipt, (row) => {
      const before = entityRow(this.#connection, row, entityId);
      const at = now();
      const changed = patchEntity(this.#connection, before, patch, at);
      const after = getEntity(this.#connection, row, entityId);
      if (changed) this.#log.append(row, { ...unobserved(after, at), changeType: 'updated' });
      return after;
    });
  }

  deleteEntity(tenant: string, entityId: string, receipt?: Api.Receipt<number>) {
    return this.#write(tenant, receipt, (row) => {
      const entity = getEntity(this.#connection, row, entityId);
      this.#log.append(row, { ...unobserved(entity, now()), changeType: 'deleted' });
      return removeEntity(this.#connection, row, entityRow(this.#connection, row, entityId));
    });
  }

  async receipt(tenant: string, operation: string, key: string) {
    return findReceipt(this.#connection, this.#tenant(tenant), operation, key);
  }

  async nearest(tenant: string, query: Api.KnnQuery) {
    return nearest(this.#connection, this.#tenant(tenant), query);
  }

  async track(tenant: string, entityId: string, query: TrackQuery) {
    return readTrack(this.#connection, entityRow(this.#connection, this.#tenant(tenant), entityId), query);
  }

  tracks(tenant: string, query: TracksQuery) {
    return readTracks(this.#connection, this.#tenant(tenant).id, query);
  }

  async timeExtent(tenant: string, query: Pick<TimeCountQuery, 'entityTypes' | 'entityId'>) {
    return timeExtent(this.#connection, this.#tenant(tenant).id, this.#named(tenant, query));
  }

  async timeCounts(tenant: string, query: TimeCountQuery) {
    return timeCounts(this.#connection, this.#tenant(tenant).id, this.#named(tenant, query));
  }

  async sealCursor(tenant: string, scope: readonly unknown[], place: string) {
    return this.#seal.seal([tenant, ...scope], place);
  }

  async openCursor(tenant: string, scope: readonly unknown[], cursor: string) {
    return this.#seal.open([tenant, ...scope], cursor);
  }

  async entity(tenant: string, entityId: string) {
    return getEntity(this.#connection, this.#tenant(tenant), entityId);
  }

  async entities(tenant: string, query: Api.EntityQuery) {
    return listEntities(this.#connection, this.#seal, tenant, this.#tenant(tenant), query);
  }

  async status(tenant: string): Promise<Api.StoreStatus> {
    const { entities, observations, compressed, vector_bytes } = this.#tenant(tenant);
    const backend = this.#durable ? 'sqlite' : 'memory';
    return { backend, durable: this.#durable, vectorBytes: vector_bytes, entities, observations, compressed };
  }

  async changes(tenant: string, query: Api.ChangeQuery) {
    return this.#followers.follow(tenant, query);
  }

  async close() {
    this.#queue.flush();
    this.#connection.close();
  }

  #named<Query extends { entityId?: string }>(tenant: string, { entityId, ...query }: Query) {
    if (entityId === undefined) return query;
    return { ...query, entity: entityRow(this.#connection, this.#tenant(tenant), entityId).id };
  }

  #tenant(name: string): Tenant {
    return findTenant(this.#connection, name);
  }

  #write<Outcome>(
    name: string,
    receipt: Api.Receipt<Outcome> | undefined,
    work: (tenant: Tenant) => Outcome,
  ): Promise<Outcome> {
    return this.#queue.run(() => {
      const tenant = tenantForWriting(this.#connection, name);
      const outcome = work(tenant);
      this.#log.trim(tenant);
      saveTenant(this.#connection, tenant);
      keepReceipt(this.#connection, tenant, receipt, outcome);
      return outcome;
    });
  }
}

const unobserved = ({ entityId, entityType }: Api.EntityRecord, timestamp: Api.Micros) => ({
  entityId,
  entityType,
  timestamp,
  observedAt: null,
  dimensions: null,
});
