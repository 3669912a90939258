import type { CursorSeal } from '../cursor.ts';
import { inTurns } from '../slices.ts';
import type { HistoryQuery, Micros, ObservationPage } from '../store.ts';
import type { Connection } from './connection.ts';
import { entityRow } from './entities.ts';
import { bounds } from './filters.ts';
import { type ObservationRow, readRow, toObservation } from './observation-rows.ts';
import type { Tenant } from './tenants.ts';

interface Place {
  id: number;
  time: Micros;
  sequence: number;
}

/** A page of each vector length's observations, merged by time; it starts after the last observation of the page before. */
export async function readHistory(
  connection: Connection,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  entityId: string,
  query: HistoryQuery,
): Promise<ObservationPage> {
  const { limit, cursor, ...filter } = query;
  const { id: entity } = entityRow(connection, tenant, entityId);
  const scope = ['history', tenantName, entityId, filter];
  const after = cursor === undefined ? null : (JSON.parse(seal.open(scope, cursor)) as [Micros, number]);
  const lengths = connection.all<{ dimensions: number }>('SELECT dimensions FROM tracks WHERE entity = ?', entity);
  const wanted = lengths.filter(({ dimensions }) => (query.dimensions ?? dimensions) === dimensions);
  const places = wanted.flatMap(({ dimensions }) => page(connection, entity, dimensions, query, after));
  const sign = query.descending ? -1 : 1;
  places.sort((a, b) => sign * (a.time - b.time || a.sequence - b.sequence));
  const shown = places.slice(0, limit);
  const rows = shown.map(({ id }) => readRow(connection, id) as ObservationRow);
  const last = shown.at(-1);
  return {
    observations: await inTurns(rows, toObservation),
    nextCursor: places.length > limit && last ? seal.seal(scope, JSON.stringify([last.time, last.sequence])) : null,
  };
}

function page(
  connection: Connection,
  entity: number,
  dimensions: number,
  { window, descending, limit }: HistoryQuery,
  after: [Micros, number] | null,
): Place[] {
  const [start, end] = bounds(window);
  const order = descending ? 'DESC' : 'ASC';
  const from = after ?? (descending ? [end, Number.MAX_SAFE_INTEGER] : [start, -1]);
  return connection.all<Place>(
    `SELECT o.id, o.time, o.sequence FROM observations o
     WHERE o.entity = ? AND o.dimensions = ? AND o.time BETWEEN ? AND ? AND (o.time, o.sequence) ${descending ? '<' : '>'} (?, ?)
     ORDER BY o.time ${order}, o.sequence ${order} LIMIT ?`,
    entity,
    dimensions,
    start,
    end,
    ...(from as [number, number]),
    limit + 1,
  );
}
