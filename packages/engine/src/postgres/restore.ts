import { sql } from 'kysely';
import type { Change, Micros, Restored, SnapshotRecord } from '../store.ts';
import type { ChangeLog } from './change-log.ts';
import { removeEntities } from './entities.ts';
import { remove } from './remove.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText } from './text.ts';
import { growTracks } from './tracks-table.ts';
import { recordVersions } from './versions.ts';

type Difference = Change['changeType'];

interface Different {
  name: string;
  is: boolean;
  was: boolean;
}

/** Entities as they are now (`e`) beside what they were at an instant (`v`), where the two differ. */
const different = (tenant: Tenant, at: Micros) => sql<Different>`
  WITH then_ AS (SELECT * FROM (SELECT DISTINCT ON (name) * FROM entity_versions
      WHERE tenant = ${tenant.id} AND since <= ${at} ORDER BY name, since DESC) v WHERE NOT v.gone),
    now_ AS (SELECT * FROM entities WHERE tenant = ${tenant.id})
  SELECT coalesce(v.name, e.name) AS name, e.name IS NOT NULL AS is, v.name IS NOT NULL AS was
  FROM now_ e FULL JOIN then_ v ON v.name = e.name
  WHERE e.name IS NULL OR v.name IS NULL OR e.created_at <> v.created_at OR e.type <> v.type OR e.metadata <> v.metadata
    OR e.display_name IS DISTINCT FROM v.display_name`;

/** Rows stored since an instant, except those that only came back by restoring. */
const since = (tenant: Tenant, at: Micros) => sql`o.tenant = ${tenant.id} AND o.recorded > ${at}
  AND NOT EXISTS (SELECT 1 FROM past p WHERE p.tenant = o.tenant AND p.sequence = o.sequence AND p.deleted > ${at}
    AND p.recorded <= ${at})`;

/**
 * Makes a tenant what it was at a snapshot: what came since goes to the past, what went comes back under this write's record
 * time. The observations keep their sequences, times and metadata, so that they are the same ones.
 */
export async function restore(
  session: Session,
  log: ChangeLog,
  tenant: Tenant,
  { snapshotId, createdAt }: SnapshotRecord,
): Promise<Restored> {
  const losses = await remove(session, tenant, since(tenant, createdAt));
  const differences = new Map<string, Difference>(losses.map(({ name }) => [name, 'updated']));
  await restoreEntities(session, tenant, createdAt, differences);
  const revived = await revive(session, tenant, createdAt);
  for (const { entity } of revived) if (!differences.has(entity)) differences.set(entity, 'updated');
  await note(session, log, tenant, differences);
  const removed = losses.reduce((sum, { observations }) => sum + observations, 0);
  return { snapshotId, createdAt, restored: revived.length, removed, entities: differences.size };
}

async function restoreEntities(session: Session, tenant: Tenant, at: Micros, differences: Map<string, Difference>) {
  const rows = await session.all(different(tenant, at));
  const gone = rows.filter(({ was }) => !was).map(({ name }) => name);
  await removeEntities(session, tenant, gone);
  for (const name of gone) differences.set(name, 'deleted');
  const back = rows.filter(({ was }) => was).map(({ name }) => name);
  await session.run(sql`INSERT INTO entities (tenant, name, type, display_name, metadata, created_at, updated_at)
    SELECT DISTINCT ON (name) tenant, name, type, display_name, metadata, created_at, ${tenant.clock}::bigint FROM entity_versions
    WHERE tenant = ${tenant.id} AND since <= ${at} AND name = ANY(${back}) ORDER BY name, since DESC
    ON CONFLICT (tenant, name) DO UPDATE SET type = excluded.type, display_name = excluded.display_name,
      metadata = excluded.metadata, created_at = excluded.created_at, updated_at = excluded.updated_at`);
  await recordVersions(session, tenant, back);
  for (const { name, is, was } of rows) {
    if (!was) continue;
    if (!is) tenant.entities++;
    differences.set(name, is ? 'updated' : 'created');
  }
}

interface Revived {
  entity: string;
  dimensions: number;
  time: Micros;
}

/** Rows of the past that were alive at the instant come back, except those whose observation lives (again). */
async function revive(session: Session, tenant: Tenant, at: Micros): Promise<Revived[]> {
  const rows = await session.all(sql<Revived>`
    INSERT INTO observations (tenant, entity, dimensions, time, sequence, recorded, metadata, vector)
    SELECT p.tenant, p.entity, p.dimensions, p.time, p.sequence, ${tenant.clock}::bigint, p.metadata, p.vector FROM past p
    WHERE p.tenant = ${tenant.id} AND p.deleted > ${at} AND p.recorded <= ${at} AND NOT EXISTS (SELECT 1 FROM observations o
      WHERE o.tenant = p.tenant AND o.entity = p.entity AND o.dimensions = p.dimensions AND o.time = p.time AND o.sequence = p.sequence)
    RETURNING entity, dimensions, time`);
  await growTracks(session, tenant, rows);
  tenant.observations += rows.length;
  tenant.numbers += rows.reduce((sum, { dimensions }) => sum + dimensions, 0);
  return rows;
}

/** One change for each entity that differs, by name; of one that is gone, under the type it had last. */
async function note(session: Session, log: ChangeLog, tenant: Tenant, differences: Map<string, Difference>) {
  const names = [...differences.keys()];
  const types = await session.all(sql<{
    name: string;
    type: string;
  }>`SELECT DISTINCT ON (name) name, type FROM entity_versions
    WHERE tenant = ${tenant.id} AND name = ANY(${names}) ORDER BY name, since DESC`);
  const changes = types.map(({ name, type }) => ({
    entityId: fromText(name),
    entityType: fromText(type),
    changeType: differences.get(name) as Difference,
    timestamp: tenant.clock,
    observedAt: null,
    dimensions: null,
  }));
  await log.append(session, tenant, changes);
}
