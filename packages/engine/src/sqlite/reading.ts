import type { CursorSeal } from '../cursor.ts';
import { StoreError } from '../errors.ts';
import type * as Api from '../store.ts';
import type { TimeCountQuery, TrackQuery, TracksQuery } from '../trajectory/track.ts';
import type { Connection } from './connection.ts';
import { countObservations } from './count.ts';
import { entityRow, getEntity, listEntities } from './entities.ts';
import { listEntityTypes } from './entity-types.ts';
import { explain } from './explain.ts';
import { readHistory } from './history.ts';
import type { Mirror } from './mirror/mirror.ts';
import { findReceipt } from './receipts.ts';
import { scanObservations } from './scan.ts';
import { search } from './search.ts';
import { listSnapshots } from './snapshots.ts';
import { findTenant, type Tenant } from './tenants.ts';
import { timeCounts, timeExtent } from './time-counts.ts';
import { readTrack, readTracks } from './tracks.ts';

/** All that only reads: each method finds the tenant and hands over to what knows how. */
export class SqliteReading implements Api.Searching, Api.Reading, Api.TrackSource {
  readonly #connection: Connection;
  readonly #mirror: Mirror;
  readonly #seal: CursorSeal;
  readonly #durable: boolean;

  constructor(connection: Connection, mirror: Mirror, seal: CursorSeal, durable: boolean) {
    this.#connection = connection;
    this.#mirror = mirror;
    this.#seal = seal;
    this.#durable = durable;
  }

  async search(tenant: string, query: Api.SearchQuery) {
    return search(this.#connection, this.#mirror, this.#seal, tenant, this.#tenant(tenant), query);
  }

  async explain(tenant: string, query: Api.SearchQuery) {
    return explain(this.#connection, this.#tenant(tenant), this.#backend, query);
  }

  async entity(tenant: string, entityId: string) {
    return getEntity(this.#connection, this.#tenant(tenant), entityId);
  }

  async entities(tenant: string, query: Api.EntityQuery) {
    return listEntities(this.#connection, this.#seal, tenant, this.#tenant(tenant), query);
  }

  async entityTypes(tenant: string, query: Api.PageQuery) {
    return listEntityTypes(this.#connection, this.#seal, tenant, this.#tenant(tenant), query);
  }

  async history(tenant: string, entityId: string, query: Api.HistoryQuery) {
    return readHistory(this.#connection, this.#seal, tenant, this.#tenant(tenant), entityId, query);
  }

  async count(tenant: string, selection: Api.Selection) {
    return countObservations(this.#connection, this.#tenant(tenant), selection);
  }

  scan(tenant: string, selection: Api.Selection) {
    return scanObservations(this.#connection, this.#tenant(tenant), selection);
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

  async receipt(tenant: string, operation: string, key: string) {
    return findReceipt(this.#connection, this.#tenant(tenant), operation, key);
  }

  async snapshots(tenant: string) {
    return listSnapshots(this.#connection, this.#tenant(tenant));
  }

  async status(tenant: string): Promise<Api.StoreStatus> {
    const { entities, observations, compressed, vector_bytes, past, past_from } = this.#tenant(tenant);
    return {
      backend: this.#backend,
      durable: this.#durable,
      vectorBytes: vector_bytes,
      entities,
      observations,
      compressed,
      history: past,
      historyFrom: past_from,
    };
  }

  /** One process holds the data, so it is the only one. */
  async nodes(self: Api.NodeRecord) {
    return [self];
  }

  async ping() {
    try {
      this.#connection.get('SELECT 1');
    } catch (cause) {
      throw new StoreError('unavailable', 'the database does not answer', { cause });
    }
  }

  get #backend(): string {
    return this.#durable ? 'sqlite' : 'memory';
  }

  #named<Query extends { entityId?: string }>(tenant: string, { entityId, ...query }: Query) {
    if (entityId === undefined) return query;
    return { ...query, entity: entityRow(this.#connection, this.#tenant(tenant), entityId).id };
  }

  #tenant(name: string): Tenant {
    return findTenant(this.#connection, name);
  }
}
