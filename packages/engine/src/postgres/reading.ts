import type { CursorSeal } from '../cursor.ts';
import type * as Api from '../store.ts';
import type { TimeCountQuery, TrackQuery, TracksQuery } from '../trajectory/track.ts';
import { countObservations } from './count.ts';
import type { Database } from './database.ts';
import { entityRow, getEntity, listEntities } from './entities.ts';
import { listEntityTypes } from './entity-types.ts';
import { explain } from './explain.ts';
import { readHistory } from './history.ts';
import { noteNode } from './nodes.ts';
import { type Read, Reads } from './reads.ts';
import { findReceipt } from './receipts.ts';
import { scanObservations } from './scan.ts';
import { search } from './search.ts';
import { listSnapshots } from './snapshots.ts';
import { timeCounts, timeExtent } from './time-counts.ts';
import { readTrack, readTracks } from './tracks.ts';

/** All that only reads: each method finds the tenant, in a transaction of its own, and hands over to what knows how. */
export class PostgresReading implements Api.Searching, Api.Reading, Api.TrackSource {
  readonly #database: Database;
  readonly #reads: Reads;
  readonly #seal: CursorSeal;

  constructor(database: Database, replica: Database | undefined, seal: CursorSeal) {
    this.#database = database;
    this.#reads = new Reads(database, replica);
    this.#seal = seal;
  }

  search(name: string, query: Api.SearchQuery) {
    return this.#read(name, (session, tenant) => search(session, this.#seal, name, tenant, query));
  }

  explain(name: string, query: Api.SearchQuery) {
    return this.#read(name, (session, tenant) => explain(session, tenant, query));
  }

  entity(name: string, entityId: string) {
    return this.#read(name, (session, tenant) => getEntity(session, tenant, entityId));
  }

  entities(name: string, query: Api.EntityQuery) {
    return this.#read(name, (session, tenant) => listEntities(session, this.#seal, name, tenant, query));
  }

  entityTypes(name: string, query: Api.PageQuery) {
    return this.#read(name, (session, tenant) => listEntityTypes(session, this.#seal, name, tenant, query));
  }

  history(name: string, entityId: string, query: Api.HistoryQuery) {
    return this.#read(name, (session, tenant) => readHistory(session, this.#seal, name, tenant, entityId, query));
  }

  count(name: string, selection: Api.Selection) {
    return this.#read(name, (session, tenant) => countObservations(session, tenant, selection));
  }

  scan(name: string, selection: Api.Selection) {
    return scanObservations(this.#reads, name, selection);
  }

  track(name: string, entityId: string, query: TrackQuery) {
    return this.#read(name, async (session, tenant) =>
      readTrack(session, tenant, await entityRow(session, tenant, entityId), query),
    );
  }

  tracks(name: string, query: TracksQuery) {
    return readTracks(this.#reads, name, query);
  }

  timeExtent(name: string, query: Pick<TimeCountQuery, 'entityTypes' | 'entityId'>) {
    return this.#read(name, (session, tenant) => timeExtent(session, tenant, query));
  }

  timeCounts(name: string, query: TimeCountQuery) {
    return this.#read(name, (session, tenant) => timeCounts(session, tenant, query));
  }

  async sealCursor(name: string, scope: readonly unknown[], place: string) {
    return this.#seal.seal([name, ...scope], place);
  }

  async openCursor(name: string, scope: readonly unknown[], cursor: string) {
    return this.#seal.open([name, ...scope], cursor);
  }

  receipt(name: string, operation: string, key: string) {
    return this.#reads.readPrimary(name, (session, tenant) => findReceipt(session, tenant, operation, key));
  }

  snapshots(name: string) {
    return this.#read(name, listSnapshots);
  }

  status(name: string) {
    return this.#read(name, async (_, tenant): Promise<Api.StoreStatus> => {
      const { entities, observations, numbers, past, past_from } = tenant;
      return {
        backend: 'postgresql',
        durable: true,
        vectorBytes: 4 * numbers,
        entities,
        observations,
        compressed: 0,
        history: past,
        historyFrom: past_from,
      };
    });
  }

  nodes(self: Api.NodeRecord) {
    return this.#database.write((session) => noteNode(session, self));
  }

  ping() {
    return this.#database.ping();
  }

  #read<Result>(name: string, work: Read<Result>): Promise<Result> {
    return this.#reads.read(name, work);
  }
}
