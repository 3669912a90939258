import { sql } from 'kysely';
import type { CursorSeal } from '../cursor.ts';
import { inTurns } from '../slices.ts';
import type { HistoryQuery, Micros, ObservationPage } from '../store.ts';
import { entityRow } from './entities.ts';
import { within } from './filters.ts';
import { OBSERVATION, type ObservationRow, toObservation } from './observation-rows.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';

/** A page of each vector length's observations, merged by time; it starts after the last observation of the page before. */
export async function readHistory(
  session: Session,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  entityId: string,
  query: HistoryQuery,
): Promise<ObservationPage> {
  const { limit, cursor, ...filter } = query;
  const { name } = await entityRow(session, tenant, entityId);
  const scope = ['history', tenantName, entityId, filter];
  const place = cursor === undefined ? null : (JSON.parse(seal.open(scope, cursor)) as [Micros, number]);
  const beyond = query.descending ? sql`<` : sql`>`;
  const after = place ? sql`(o.time, o.sequence) ${beyond} (${place[0]}, ${place[1]})` : sql`true`;
  const length = query.dimensions === undefined ? sql`true` : sql`t.dimensions = ${query.dimensions}`;
  const order = query.descending ? sql`o.time DESC, o.sequence DESC` : sql`o.time, o.sequence`;
  const rows = await session.all(sql<ObservationRow>`SELECT ${OBSERVATION} FROM tracks t CROSS JOIN LATERAL (
      SELECT * FROM observations o WHERE o.tenant = t.tenant AND o.entity = t.entity AND o.dimensions = t.dimensions
        AND ${within(sql`o.time`, query.window)} AND ${after} ORDER BY ${order} LIMIT ${limit + 1}) o
    JOIN entities e ON e.tenant = t.tenant AND e.name = t.entity
    WHERE t.tenant = ${tenant.id} AND t.entity = ${name} AND ${length} ORDER BY ${order} LIMIT ${limit + 1}`);
  const observations = await inTurns(rows.slice(0, limit), toObservation);
  const last = observations.at(-1);
  const next = rows.length > limit && last ? JSON.stringify([last.timestamp, last.sequence]) : null;
  return { observations, nextCursor: next === null ? null : seal.seal(scope, next) };
}
