import { sql } from 'kysely';
import type { Window } from '../store.ts';
import type { TimeCount, TimeCountQuery } from '../trajectory/track.ts';
import { entityRow } from './entities.ts';
import { hasType, overlaps, within } from './filters.ts';
import { and, type Fragment, type Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { toText } from './text.ts';

type Filter = Pick<TimeCountQuery, 'entityTypes' | 'entityId'>;

/** The first and the last moment observed, from the summaries of tracks: no observation is read. */
export async function timeExtent(session: Session, tenant: Tenant, filter: Filter): Promise<Required<Window> | null> {
  const extent = await session.get(sql<{ start: number | null; end: number | null }>`
    SELECT min(t.first_observed) AS start, max(t.last_observed) AS end FROM tracks t WHERE ${await tracked(session, tenant, filter)}`);
  return extent?.start == null || extent.end === null ? null : { start: extent.start, end: extent.end };
}

/** One track after another by the primary key, so that it costs what lies in the window. */
export async function timeCounts(session: Session, tenant: Tenant, query: TimeCountQuery): Promise<TimeCount[]> {
  const { window, origin, interval } = query;
  return session.all(sql<TimeCount>`SELECT bucket, sum(n)::bigint AS observations, count(*) AS entities FROM (
      SELECT o.entity, (o.time - ${origin}::bigint) / ${interval}::bigint AS bucket, count(*) AS n
      FROM tracks t JOIN observations o ON o.tenant = t.tenant AND o.entity = t.entity AND o.dimensions = t.dimensions
      WHERE ${await tracked(session, tenant, query)} AND ${overlaps(window)} AND ${within(sql`o.time`, window)}
      GROUP BY o.entity, bucket) b
    GROUP BY bucket ORDER BY bucket`);
}

/** The condition on tracks `t`; an entity never seen is refused. */
async function tracked(session: Session, tenant: Tenant, { entityTypes, entityId }: Filter): Promise<Fragment> {
  const conditions: Fragment[] = [sql`t.tenant = ${tenant.id}`];
  if (entityTypes) conditions.push(hasType(tenant, sql`t.entity`, entityTypes));
  if (entityId !== undefined) {
    await entityRow(session, tenant, entityId);
    conditions.push(sql`t.entity = ${toText(entityId)}`);
  }
  return and(conditions);
}
