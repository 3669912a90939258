import type { Selection } from '../store.ts';
import type { Connection } from './connection.ts';
import { entityRow } from './entities.ts';
import { bounds } from './filters.ts';
import type { Tenant } from './tenants.ts';

export interface Selected {
  /** FROM and WHERE over entities `e`, their tracks `t` and observations `o`. */
  sql: string;
  values: (string | number)[];
}

/** Each entity's tracks first, then through the index by entity and time: it costs what lies in the window. */
export function selected(connection: Connection, tenant: Tenant, selection: Selection): Selected {
  const { sql, values } = selectedTracks(connection, tenant, selection);
  const [start, end] = bounds(selection.window);
  return {
    sql: `FROM entities e CROSS JOIN tracks t ON t.entity = e.id
      CROSS JOIN observations o ON o.entity = t.entity AND o.dimensions = t.dimensions
      WHERE ${sql} AND o.time BETWEEN ? AND ?`,
    values: [...values, start, end],
  };
}

/** The condition on entities `e` and tracks `t` alone; an entity never seen is refused. */
export function selectedTracks(connection: Connection, tenant: Tenant, selection: Selection): Selected {
  const { entityId, entityTypes, dimensions, window } = selection;
  const conditions = ['e.tenant = ?'];
  const values: (string | number)[] = [tenant.id];
  const add = (condition: string, ...more: (string | number)[]) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (entityId !== undefined) add('e.id = ?', entityRow(connection, tenant, entityId).id);
  if (entityTypes) add('e.type IN (SELECT value FROM json_each(?))', JSON.stringify(entityTypes));
  if (dimensions !== undefined) add('t.dimensions = ?', dimensions);
  if (window.start !== undefined) add('t.last_observed >= ?', window.start);
  if (window.end !== undefined) add('t.first_observed <= ?', window.end);
  return { sql: conditions.join(' AND '), values };
}
