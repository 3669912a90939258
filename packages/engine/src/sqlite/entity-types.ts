import type { CursorSeal } from '../cursor.ts';
import type { EntityTypePage, EntityTypeRecord, PageQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';

export function listEntityTypes(
  connection: Connection,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  { limit, cursor }: PageQuery,
): EntityTypePage {
  const scope = ['entity-types', tenantName];
  const after = cursor === undefined ? '' : seal.open(scope, cursor);
  const rows = connection.all<EntityTypeRecord>(
    `SELECT e.type AS entityType, count(DISTINCT e.id) AS entities, coalesce(sum(t.observations), 0) AS observations
     FROM entities e LEFT JOIN tracks t ON t.entity = e.id
     WHERE e.tenant = ? AND e.type > ? GROUP BY e.type ORDER BY e.type LIMIT ?`,
    tenant.id,
    after,
    limit + 1,
  );
  const types = rows.slice(0, limit).map((row) => ({ ...row }));
  const last = types.at(-1);
  return { types, nextCursor: rows.length > limit && last ? seal.seal(scope, last.entityType) : null };
}
