import { CursorSeal } from '../cursor.ts';
import type * as Api from '../store.ts';
import { ChangeLog } from './change-log.ts';
import { CommitQueue } from './commit-queue.ts';
import { compact } from './compact.ts';
import type { Connection } from './connection.ts';
import { entityRow, getEntity, patchEntity, removeEntity } from './entities.ts';
import { Followers } from './follow.ts';
import { Ingestion } from './ingest.ts';
import { defaultMirrorBytes, Mirror, type MirrorOptions } from './mirror/mirror.ts';
import { meta, open } from './open.ts';
import { SqliteReading } from './reading.ts';
import { keepReceipt } from './receipts.ts';
import { type Loss, remove } from './remove.ts';
import { restore } from './restore.ts';
import { retain } from './retention.ts';
import { selected } from './selection.ts';
import { createSnapshot, findSnapshot } from './snapshots.ts';
import { saveTenant, type Tenant, tenantForWriting } from './tenants.ts';

export interface SqliteStoreOptions {
  /** Where the data lives; absent, in memory and gone with the process. */
  directory?: string;
  /** How many changes per tenant the change log keeps. */
  changesKept?: number;
  /** Rows that are searched are kept in memory too, in that much of it; 0 keeps none. Absent, by the machine's. */
  mirror?: MirrorOptions;
}

/** The embedded store: one SQLite database, one writer, every acknowledged write synced to disk. */
export class SqliteStore extends SqliteReading implements Api.Store {
  readonly #connection: Connection;
  readonly #mirror: Mirror;
  readonly #log: ChangeLog;
  readonly #followers: Followers;
  readonly #ingestion: Ingestion;
  readonly #queue: CommitQueue;

  constructor({ directory, changesKept = 200_000, mirror }: SqliteStoreOptions = {}) {
    const connection = open(directory);
    const mirrored = new Mirror(connection, mirror ?? { bytes: defaultMirrorBytes() });
    super(connection, mirrored, new CursorSeal(meta(connection, 'secret')), directory !== undefined);
    this.#connection = connection;
    this.#mirror = mirrored;
    this.#log = new ChangeLog(connection, meta(connection, 'epoch'), changesKept);
    this.#followers = new Followers(connection, this.#log);
    this.#ingestion = new Ingestion(connection, this.#log);
    this.#queue = new CommitQueue(connection, () => this.#followers.wake());
  }

  ingest(tenant: string, observations: Api.NewObservation[], receipt?: Api.Receipt<Api.StoredObservation[]>) {
    return this.#write(tenant, receipt, (row) => observations.map((each) => this.#ingestion.store(row, each)));
  }

  updateEntity(tenant: string, entityId: string, patch: Api.EntityPatch, receipt?: Api.Receipt<Api.EntityRecord>) {
    return this.#write(tenant, receipt, (row) => {
      const before = entityRow(this.#connection, row, entityId);
      const changed = patchEntity(this.#connection, before, patch, row.clock);
      const after = getEntity(this.#connection, row, entityId);
      if (changed) this.#note(row, { name: after.entityId, type: after.entityType }, 'updated');
      return after;
    });
  }

  deleteEntity(tenant: string, entityId: string, receipt?: Api.Receipt<number>) {
    return this.#rewrite(tenant, receipt, (row) => {
      const entity = entityRow(this.#connection, row, entityId);
      remove(this.#connection, row, selected(this.#connection, row, { entityId, window: {} }));
      removeEntity(this.#connection, row, entity.id);
      this.#note(row, entity, 'deleted');
      return entity.observations;
    });
  }

  deleteVectors(tenant: string, selection: Api.Selection, receipt?: Api.Receipt<Api.Removed>) {
    return this.#rewrite(tenant, receipt, (row) => {
      const losses = remove(this.#connection, row, selected(this.#connection, row, selection));
      this.#noteLosses(row, losses);
      return { observations: losses.reduce((sum, loss) => sum + loss.observations, 0), entities: losses.length };
    });
  }

  applyRetention(tenant: string, policy: Api.RetentionPolicy, receipt?: Api.Receipt<Api.Retained>) {
    return this.#rewrite(tenant, receipt, (row) => {
      const { losses, retained } = retain(this.#connection, row, policy);
      this.#noteLosses(row, losses);
      return retained;
    });
  }

  createSnapshot(tenant: string, snapshot: Api.NewSnapshot, receipt?: Api.Receipt<Api.SnapshotRecord>) {
    return this.#write(tenant, receipt, (row) => createSnapshot(this.#connection, row, snapshot));
  }

  restoreSnapshot(tenant: string, snapshotId: string, receipt?: Api.Receipt<Api.Restored>) {
    return this.#rewrite(tenant, receipt, (row) => {
      const snapshot = findSnapshot(this.#connection, row, snapshotId);
      return restore(this.#connection, this.#log, this.#ingestion, row, snapshot);
    });
  }

  /** Pages set free are given back to the file system afterwards, which no transaction can do. */
  async compact(tenant: string, plan: Api.CompactPlan, receipt?: Api.Receipt<Api.Compacted>) {
    const compacted = await this.#write(tenant, receipt, (row) => compact(this.#connection, row, plan));
    this.#connection.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)');
    return compacted;
  }

  async changes(tenant: string, query: Api.ChangeQuery) {
    return this.#followers.follow(tenant, query);
  }

  poll(tenant: string, query: Api.PollQuery) {
    return this.#followers.poll(tenant, query);
  }

  async close() {
    this.#queue.flush();
    this.#followers.end();
    this.#mirror.close();
    this.#connection.close();
  }

  #noteLosses(tenant: Tenant, losses: Loss[]): void {
    for (const loss of losses) {
      this.#connection.run('UPDATE entities SET updated_at = ? WHERE id = ?', tenant.clock, loss.entity);
      this.#note(tenant, loss, 'updated');
    }
  }

  /** A change that no observation made. */
  #note(tenant: Tenant, { name, type }: { name: string; type: string }, changeType: Api.Change['changeType']): void {
    const change = { entityId: name, entityType: type, changeType, timestamp: tenant.clock };
    this.#log.append(tenant, { ...change, observedAt: null, dimensions: null });
  }

  /** A write that takes observations away, so that what is in memory of the tenant's is not what is stored. */
  #rewrite<Outcome>(
    name: string,
    receipt: Api.Receipt<Outcome> | undefined,
    work: (tenant: Tenant) => Outcome,
  ): Promise<Outcome> {
    return this.#write(name, receipt, (tenant) => {
      this.#mirror.drop(tenant.id);
      return work(tenant);
    });
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
