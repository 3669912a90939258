import { sql } from 'kysely';
import type { SearchQuery } from '../store.ts';
import { hasType, typeAt, within } from './filters.ts';
import { and, type Fragment } from './session.ts';
import type { Tenant } from './tenants.ts';
import { toText } from './text.ts';

const COLUMNS = sql`o.entity, o.dimensions, o.time, o.sequence, o.metadata, o.vector`;

/** A query for the rows that take part in a search: of the living, and of the past where it is as of an instant. */
export function compared(tenant: Tenant, query: SearchQuery): Fragment {
  const living = query.latestOnly ? latest(tenant, query) : all(tenant, query);
  return query.knownAt === undefined ? living : sql`${living} UNION ALL ${past(tenant, query, query.knownAt)}`;
}

function all(tenant: Tenant, query: SearchQuery): Fragment {
  return sql`SELECT ${COLUMNS} FROM observations o
    WHERE o.tenant = ${tenant.id} AND o.dimensions = ${query.vector.length} AND ${within(sql`o.time`, query.window)}
      AND ${filters(tenant, query)}`;
}

/** Each entity's latest row of a length in a window: one look-up by the primary key for each track. */
function latest(tenant: Tenant, query: SearchQuery): Fragment {
  return sql`SELECT ${COLUMNS} FROM tracks t CROSS JOIN LATERAL (SELECT * FROM observations l
      WHERE l.tenant = t.tenant AND l.entity = t.entity AND l.dimensions = t.dimensions AND ${within(sql`l.time`, query.window)}
      ORDER BY l.time DESC, l.sequence DESC LIMIT 1) o
    WHERE t.tenant = ${tenant.id} AND t.dimensions = ${query.vector.length} AND ${filters(tenant, query)}`;
}

/** What was deleted later than an instant, and was stored by then. */
function past(tenant: Tenant, query: SearchQuery, knownAt: number): Fragment {
  return sql`SELECT ${COLUMNS} FROM past o WHERE o.tenant = ${tenant.id} AND o.deleted > ${knownAt}
    AND o.dimensions = ${query.vector.length} AND ${within(sql`o.time`, query.window)} AND ${filters(tenant, query)}`;
}

function filters(tenant: Tenant, { exceptEntity, knownAt, entityTypes }: SearchQuery): Fragment {
  const conditions: Fragment[] = [sql`true`];
  if (exceptEntity !== undefined) conditions.push(sql`o.entity <> ${toText(exceptEntity)}`);
  if (knownAt !== undefined) conditions.push(sql`o.recorded <= ${knownAt}`);
  if (entityTypes && knownAt === undefined) conditions.push(hasType(tenant, sql`o.entity`, entityTypes));
  if (entityTypes && knownAt !== undefined) {
    conditions.push(sql`${typeAt(tenant, sql`o.entity`, knownAt)} = ANY(${entityTypes.map(toText)})`);
  }
  return and(conditions);
}
