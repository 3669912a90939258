import { CursorSeal } from '../cursor.ts';
import type * as Api from '../store.ts';
import { now } from '../time.ts';
import { ChangeLog } from './change-log.ts';
import { CommitQueue, type Work } from './commit-queue.ts';
import { compact } from './compact.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { entityRow, getEntity, patchEntity, removeEntities } from './entities.ts';
import { lacksPartition, unusable } from './errors.ts';
import { Followers } from './follow.ts';
import { ingest } from './ingest.ts';
import { type Meta, migrate } from './migrate.ts';
import { noteLosses } from './note-losses.ts';
import { Partitions } from './partitions.ts';
import { PostgresReading } from './reading.ts';
import { keepReceipt } from './receipts.ts';
import { remove } from './remove.ts';
import { openReplica } from './replica.ts';
import { restore } from './restore.ts';
import { retain } from './retention.ts';
import { selected } from './selection.ts';
import type { Session } from './session.ts';
import { createSnapshot, findSnapshot } from './snapshots.ts';
import type { Tenant } from './tenants.ts';
import { fromText } from './text.ts';
import { Wakes } from './wakes.ts';

export interface PostgresStoreOptions extends DatabaseOptions {
  /** A replica to read from where it has all that a read must see; absent, the primary is read. */
  readUrl?: string;
  /** How many changes per tenant the change log keeps. */
  changesKept?: number;
}

/** The store at scale: any number of servers on one PostgreSQL database, none of which keeps anything of its own. */
export class PostgresStore extends PostgresReading implements Api.Store {
  readonly #database: Database;
  readonly #replica: Database | undefined;
  readonly #log: ChangeLog;
  readonly #wakes: Wakes;
  readonly #followers: Followers;
  readonly #partitions: Partitions;
  readonly #queue: CommitQueue;

  private constructor(database: Database, replica: Database | undefined, { epoch, secret }: Meta, changesKept: number) {
    super(database, replica, new CursorSeal(secret));
    this.#database = database;
    this.#replica = replica;
    this.#log = new ChangeLog(epoch, changesKept);
    this.#wakes = new Wakes(database, this.#log.epoch);
    this.#followers = new Followers(database, this.#log, this.#wakes);
    this.#partitions = new Partitions(database);
    this.#queue = new CommitQueue(database, this.#log, (tenant) => this.#wakes.tell(tenant));
  }

  static async open({ changesKept = 200_000, readUrl, ...options }: PostgresStoreOptions): Promise<PostgresStore> {
    const database = new Database(options);
    let replica: Database | undefined;
    try {
      const meta = await migrate(database);
      if (readUrl !== undefined) replica = await openReplica({ ...options, url: readUrl }, meta.epoch);
      const store = new PostgresStore(database, replica, meta, changesKept);
      await store.#wakes.listen();
      return store;
    } catch (error) {
      await replica?.close();
      await database.close();
      throw unusable(error);
    }
  }

  async ingest(tenant: string, observations: Api.NewObservation[], receipt?: Api.Receipt<Api.StoredObservation[]>) {
    const times = observations.map(({ timestamp = now() }) => timestamp);
    const store = async () => {
      // Partitions are made outside the tenant's turn; what is stamped later than now still finds its own there.
      await this.#partitions.ensure(times);
      return this.#write(tenant, receipt, (session, row) =>
        ingest(session, this.#log, this.#partitions, row, observations),
      );
    };
    return store().catch((error) => {
      if (!lacksPartition(error)) throw error;
      this.#partitions.forget();
      return store();
    });
  }

  updateEntity(tenant: string, entityId: string, patch: Api.EntityPatch, receipt?: Api.Receipt<Api.EntityRecord>) {
    return this.#write(tenant, receipt, async (session, row) => {
      const before = await entityRow(session, row, entityId);
      const changed = await patchEntity(session, row, before, patch);
      const after = await getEntity(session, row, entityId);
      if (changed) await this.#note(session, row, after.entityId, after.entityType, 'updated');
      return after;
    });
  }

  deleteEntity(tenant: string, entityId: string, receipt?: Api.Receipt<number>) {
    return this.#write(tenant, receipt, async (session, row) => {
      const entity = await entityRow(session, row, entityId);
      await remove(session, row, await selected(session, row, { entityId, window: {} }));
      await removeEntities(session, row, [entity.name]);
      await this.#note(session, row, entityId, fromText(entity.type), 'deleted');
      return entity.observations;
    });
  }

  deleteVectors(tenant: string, selection: Api.Selection, receipt?: Api.Receipt<Api.Removed>) {
    return this.#write(tenant, receipt, async (session, row) => {
      const losses = await remove(session, row, await selected(session, row, selection));
      await noteLosses(session, this.#log, row, losses);
      return { observations: losses.reduce((sum, loss) => sum + loss.observations, 0), entities: losses.length };
    });
  }

  applyRetention(tenant: string, policy: Api.RetentionPolicy, receipt?: Api.Receipt<Api.Retained>) {
    return this.#write(tenant, receipt, async (session, row) => {
      const { losses, retained } = await retain(session, row, policy);
      await noteLosses(session, this.#log, row, losses);
      return retained;
    });
  }

  createSnapshot(tenant: string, snapshot: Api.NewSnapshot, receipt?: Api.Receipt<Api.SnapshotRecord>) {
    return this.#write(tenant, receipt, (session, row) => createSnapshot(session, row, snapshot));
  }

  restoreSnapshot(tenant: string, snapshotId: string, receipt?: Api.Receipt<Api.Restored>) {
    return this.#write(tenant, receipt, async (session, row) =>
      restore(session, this.#log, row, await findSnapshot(session, row, snapshotId)),
    );
  }

  /** The space of what is dropped is given back by PostgreSQL's own vacuum. */
  compact(tenant: string, plan: Api.CompactPlan, receipt?: Api.Receipt<Api.Compacted>) {
    return this.#write(tenant, receipt, (session, row) => compact(session, row, plan));
  }

  changes(tenant: string, query: Api.ChangeQuery) {
    return this.#followers.follow(tenant, query);
  }

  poll(tenant: string, query: Api.PollQuery) {
    return this.#followers.poll(tenant, query);
  }

  async close() {
    await this.#queue.settled();
    this.#followers.end();
    await this.#wakes.close();
    await this.#replica?.close();
    await this.#database.close();
  }

  /** A change that no observation made. */
  #note(session: Session, tenant: Tenant, entityId: string, entityType: string, changeType: Api.Change['changeType']) {
    const change = { entityId, entityType, changeType, timestamp: tenant.clock };
    return this.#log.append(session, tenant, [{ ...change, observedAt: null, dimensions: null }]);
  }

  #write<Outcome>(tenant: string, receipt: Api.Receipt<Outcome> | undefined, work: Work<Outcome>): Promise<Outcome> {
    return this.#queue.run(tenant, async (session, row) => {
      const outcome = await work(session, row);
      await keepReceipt(session, row, receipt, outcome);
      return outcome;
    });
  }
}
