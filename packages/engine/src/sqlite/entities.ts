import type { CursorSeal } from '../cursor.ts';
import { StoreError } from '../errors.ts';
import { patchMetadata } from '../patch-metadata.ts';
import type { EntityPatch, EntityQuery, EntityRecord, EntityRecordPage, Micros } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';
import { recordVersion } from './versions.ts';

interface EntityRow {
  id: number;
  name: string;
  type: string;
  display_name: string | null;
  metadata: string;
  created_at: Micros;
  updated_at: Micros;
  first_observed: Micros | null;
  last_observed: Micros | null;
  observations: number;
  dimensions: string;
}

const SELECT = `
  SELECT e.id, e.name, e.type, e.display_name, e.metadata, e.created_at, e.updated_at,
    min(t.first_observed) AS first_observed, max(t.last_observed) AS last_observed,
    coalesce(sum(t.observations), 0) AS observations,
    json_group_array(t.dimensions ORDER BY t.dimensions) FILTER (WHERE t.dimensions IS NOT NULL) AS dimensions
  FROM entities e LEFT JOIN tracks t ON t.entity = e.id WHERE e.tenant = ?`;

const toRecord = (row: EntityRow): EntityRecord => ({
  entityId: row.name,
  entityType: row.type,
  displayName: row.display_name,
  metadata: JSON.parse(row.metadata),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  firstObserved: row.first_observed,
  lastObserved: row.last_observed,
  observations: row.observations,
  dimensions: JSON.parse(row.dimensions),
});

export function entityRow(connection: Connection, tenant: Tenant, entityId: string): EntityRow {
  const row = connection.get<EntityRow>(`${SELECT} AND e.name = ? GROUP BY e.name`, tenant.id, entityId);
  if (!row) throw new StoreError('entity_not_found', `no entity ${JSON.stringify(entityId)}`);
  return row;
}

export const getEntity = (connection: Connection, tenant: Tenant, entityId: string): EntityRecord =>
  toRecord(entityRow(connection, tenant, entityId));

/** Pages by the last id seen, so that what comes or goes in between moves nothing else. */
export function listEntities(
  connection: Connection,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  { entityType, limit, cursor }: EntityQuery,
): EntityRecordPage {
  const scope = ['entities', tenantName, entityType ?? null];
  const after = cursor === undefined ? '' : seal.open(scope, cursor);
  const typed = entityType === undefined ? '' : ' AND e.type = ?';
  const values = entityType === undefined ? [] : [entityType];
  const rows = connection.all<EntityRow>(
    `${SELECT}${typed} AND e.name > ? GROUP BY e.name ORDER BY e.name LIMIT ?`,
    tenant.id,
    ...values,
    after,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? seal.seal(scope, last.name) : null;
  return { entities: page.map(toRecord), nextCursor };
}

/** Applies a patch; returns whether it changed anything, and leaves no trace when it did not. */
export function patchEntity(connection: Connection, row: EntityRow, patch: EntityPatch, at: Micros): boolean {
  const type = patch.entityType ?? row.type;
  const displayName = patch.displayName === undefined ? row.display_name : patch.displayName;
  const metadata = patch.metadata === undefined ? row.metadata : patchMetadata(row.metadata, patch.metadata);
  if (type === row.type && displayName === row.display_name && metadata === row.metadata) return false;
  connection.run(
    'UPDATE entities SET type = ?, display_name = ?, metadata = ?, updated_at = ? WHERE id = ?',
    type,
    displayName,
    metadata,
    at,
    row.id,
  );
  recordVersion(connection, row.id, at);
  return true;
}

/** Ends an entity whose observations are gone. */
export function removeEntity(connection: Connection, tenant: Tenant, entity: number): void {
  recordVersion(connection, entity, tenant.clock, 1);
  connection.run('DELETE FROM entities WHERE id = ?', entity);
  tenant.entities--;
}
