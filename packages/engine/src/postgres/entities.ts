import { sql } from 'kysely';
import type { CursorSeal } from '../cursor.ts';
import { StoreError } from '../errors.ts';
import { patchMetadata } from '../patch-metadata.ts';
import type { EntityPatch, EntityQuery, EntityRecord, EntityRecordPage, Micros } from '../store.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText, toText } from './text.ts';
import { recordVersions } from './versions.ts';

interface EntityRow {
  name: string;
  type: string;
  display_name: string | null;
  metadata: string;
  created_at: Micros;
  updated_at: Micros;
  first_observed: Micros | null;
  last_observed: Micros | null;
  observations: number;
  dimensions: number[];
}

const SELECT = sql<EntityRow>`SELECT e.name, e.type, e.display_name, e.metadata, e.created_at, e.updated_at, s.* FROM entities e
  CROSS JOIN LATERAL (SELECT min(t.first_observed) AS first_observed, max(t.last_observed) AS last_observed,
      coalesce(sum(t.observations), 0)::bigint AS observations,
      coalesce(array_agg(t.dimensions ORDER BY t.dimensions), '{}') AS dimensions
    FROM tracks t WHERE t.tenant = e.tenant AND t.entity = e.name) s`;

const toRecord = (row: EntityRow): EntityRecord => ({
  entityId: fromText(row.name),
  entityType: fromText(row.type),
  displayName: row.display_name === null ? null : fromText(row.display_name),
  metadata: JSON.parse(row.metadata),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  firstObserved: row.first_observed,
  lastObserved: row.last_observed,
  observations: row.observations,
  dimensions: row.dimensions,
});

export async function entityRow(session: Session, tenant: Tenant, entityId: string): Promise<EntityRow> {
  const row = await session.get(
    sql<EntityRow>`${SELECT} WHERE e.tenant = ${tenant.id} AND e.name = ${toText(entityId)}`,
  );
  if (!row) throw new StoreError('entity_not_found', `no entity ${JSON.stringify(entityId)}`);
  return row;
}

export const getEntity = async (session: Session, tenant: Tenant, entityId: string): Promise<EntityRecord> =>
  toRecord(await entityRow(session, tenant, entityId));

/** Pages by the last id seen, so that what comes or goes in between moves nothing else. */
export async function listEntities(
  session: Session,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  { entityType, limit, cursor }: EntityQuery,
): Promise<EntityRecordPage> {
  const scope = ['entities', tenantName, entityType ?? null];
  const after = cursor === undefined ? '' : seal.open(scope, cursor);
  const typed = entityType === undefined ? sql`true` : sql`e.type = ${toText(entityType)}`;
  const rows = await session.all(sql<EntityRow>`${SELECT} WHERE e.tenant = ${tenant.id} AND ${typed}
    AND e.name > ${toText(after)} ORDER BY e.name LIMIT ${limit + 1}`);
  const entities = rows.slice(0, limit).map(toRecord);
  const last = entities.at(-1);
  return { entities, nextCursor: rows.length > limit && last ? seal.seal(scope, last.entityId) : null };
}

/** Applies a patch; returns whether it changed anything, and leaves no trace when it did not. */
export async function patchEntity(
  session: Session,
  tenant: Tenant,
  row: EntityRow,
  patch: EntityPatch,
): Promise<boolean> {
  const type = patch.entityType === undefined ? row.type : toText(patch.entityType);
  const given = patch.displayName;
  const displayName = given === undefined ? row.display_name : given === null ? null : toText(given);
  const metadata = patch.metadata === undefined ? row.metadata : patchMetadata(row.metadata, patch.metadata);
  if (type === row.type && displayName === row.display_name && metadata === row.metadata) return false;
  await session.run(sql`UPDATE entities SET type = ${type}, display_name = ${displayName}, metadata = ${metadata},
    updated_at = ${tenant.clock} WHERE tenant = ${tenant.id} AND name = ${row.name}`);
  await recordVersions(session, tenant, [row.name]);
  return true;
}

/** Ends entities whose observations are gone. Names as stored. */
export async function removeEntities(session: Session, tenant: Tenant, names: readonly string[]): Promise<void> {
  await recordVersions(session, tenant, names, true);
  tenant.entities -= await session.run(sql`DELETE FROM entities WHERE tenant = ${tenant.id} AND name = ANY(${names})`);
}
