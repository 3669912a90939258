import type { ObservationCount, Selection } from '../store.ts';
import type { Connection } from './connection.ts';
import { selected } from './selection.ts';
import type { Tenant } from './tenants.ts';

export function countObservations(connection: Connection, tenant: Tenant, selection: Selection): ObservationCount {
  const { sql, values } = selected(connection, tenant, selection);
  const byDimensions = connection.all<{ dimensions: number; observations: number }>(
    `SELECT t.dimensions, count(*) AS observations ${sql} GROUP BY t.dimensions ORDER BY t.dimensions`,
    ...values,
  );
  const entities = connection.get<{ n: number }>(`SELECT count(DISTINCT e.id) AS n ${sql}`, ...values)?.n ?? 0;
  return {
    observations: byDimensions.reduce((sum, { observations }) => sum + observations, 0),
    entities,
    byDimensions,
  };
}
