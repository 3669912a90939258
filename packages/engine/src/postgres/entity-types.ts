import { sql } from 'kysely';
import type { CursorSeal } from '../cursor.ts';
import type { EntityTypePage, EntityTypeRecord, PageQuery } from '../store.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText, toText } from './text.ts';

export async function listEntityTypes(
  session: Session,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  { limit, cursor }: PageQuery,
): Promise<EntityTypePage> {
  const scope = ['entity-types', tenantName];
  const after = cursor === undefined ? '' : seal.open(scope, cursor);
  const rows = await session.all(sql<EntityTypeRecord>`SELECT e.type AS "entityType",
      count(DISTINCT e.name) AS entities, coalesce(sum(t.observations), 0)::bigint AS observations
    FROM entities e LEFT JOIN tracks t ON t.tenant = e.tenant AND t.entity = e.name
    WHERE e.tenant = ${tenant.id} AND e.type > ${toText(after)} GROUP BY e.type ORDER BY e.type LIMIT ${limit + 1}`);
  const types = rows.slice(0, limit).map((row) => ({ ...row, entityType: fromText(row.entityType) }));
  const last = types.at(-1);
  return { types, nextCursor: rows.length > limit && last ? seal.seal(scope, last.entityType) : null };
}
