import { sql } from 'kysely';
import type { ObservationCount, Selection } from '../store.ts';
import { selected } from './selection.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';

export async function countObservations(
  session: Session,
  tenant: Tenant,
  selection: Selection,
): Promise<ObservationCount> {
  const condition = await selected(session, tenant, selection);
  const byDimensions = await session.all(sql<{ dimensions: number; observations: number }>`
    SELECT o.dimensions, count(*) AS observations FROM observations o WHERE ${condition} GROUP BY o.dimensions ORDER BY o.dimensions`);
  const entities = await session.get(
    sql<{ n: number }>`SELECT count(DISTINCT o.entity) AS n FROM observations o WHERE ${condition}`,
  );
  return {
    observations: byDimensions.reduce((sum, { observations }) => sum + observations, 0),
    entities: entities?.n ?? 0,
    byDimensions,
  };
}
