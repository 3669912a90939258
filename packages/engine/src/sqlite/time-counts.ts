import type { Micros, Window } from '../store.ts';
import type { TimeCount, TimeCountQuery } from '../trajectory/track.ts';
import type { Connection } from './connection.ts';

type Filter = Pick<TimeCountQuery, 'entityTypes'> & { entity?: number };

/** The first and the last moment observed, from the summaries of tracks: no observation is read. */
export function timeExtent(connection: Connection, tenant: number, filter: Filter): Required<Window> | null {
  const { sql, values } = entityFilter(tenant, filter);
  const extent = connection.get<{ start: Micros | null; end: Micros | null }>(
    `SELECT min(t.first_observed) AS start, max(t.last_observed) AS end
     FROM entities e JOIN tracks t ON t.entity = e.id WHERE ${sql}`,
    ...values,
  );
  return extent?.start == null || extent.end === null ? null : { start: extent.start, end: extent.end };
}

/** One entity after another through the index by entity and time, so that it costs what lies in the window. */
export function timeCounts(
  connection: Connection,
  tenant: number,
  { window, origin, interval, ...filter }: Omit<TimeCountQuery, 'entityId'> & Filter,
): TimeCount[] {
  const { sql, values } = entityFilter(tenant, filter);
  return connection.all<TimeCount>(
    `SELECT bucket, sum(n) AS observations, count(*) AS entities FROM (
       SELECT o.entity, (o.time - CAST(? AS INTEGER)) / CAST(? AS INTEGER) AS bucket, count(*) AS n
       FROM entities e JOIN tracks t ON t.entity = e.id
       JOIN observations o ON o.entity = e.id AND o.dimensions = t.dimensions
       WHERE ${sql} AND t.last_observed >= ? AND t.first_observed <= ? AND o.time BETWEEN ? AND ?
       GROUP BY o.entity, bucket)
     GROUP BY bucket ORDER BY bucket`,
    origin,
    interval,
    ...values,
    window.start,
    window.end,
    window.start,
    window.end,
  );
}

function entityFilter(tenant: number, { entityTypes, entity }: Filter): { sql: string; values: (string | number)[] } {
  const typed = entityTypes ? ' AND e.type IN (SELECT value FROM json_each(?))' : '';
  const one = entity === undefined ? '' : ' AND e.id = ?';
  return {
    sql: `e.tenant = ?${typed}${one}`,
    values: [tenant, ...(entityTypes ? [JSON.stringify(entityTypes)] : []), ...(entity === undefined ? [] : [entity])],
  };
}
