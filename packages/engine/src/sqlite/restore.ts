import { fromBytes } from '../float32.ts';
import type { Micros, Restored, SnapshotRecord } from '../store.ts';
import type { ChangeLog } from './change-log.ts';
import type { Connection } from './connection.ts';
import { removeEntity } from './entities.ts';
import type { Ingestion } from './ingest.ts';
import { remove } from './remove.ts';
import type { Tenant } from './tenants.ts';
import { recordVersion, type Version } from './versions.ts';

interface PastRow {
  id: number;
  entity: string;
  sequence: number;
  time: Micros;
  metadata: string | null;
  payload: Uint8Array;
}

type Difference = 'created' | 'updated' | 'deleted';

/** Entities as they are now (`e`) beside what they were at an instant (`v`), where the two differ. */
const DIFFERENT = `
  WITH then_ AS (SELECT v.* FROM entity_versions v WHERE v.tenant = ?1 AND v.gone = 0 AND v.since =
      (SELECT max(w.since) FROM entity_versions w WHERE w.tenant = v.tenant AND w.name = v.name AND w.since <= ?2)),
    now_ AS (SELECT * FROM entities WHERE tenant = ?1)
  SELECT coalesce(v.name, e.name) AS name, e.id, v.type, v.display_name, v.metadata, v.created_at,
    v.name IS NOT NULL AS was, coalesce(e.type, v.type) AS last_type
  FROM now_ e FULL JOIN then_ v ON v.name = e.name
  WHERE e.id IS NULL OR v.name IS NULL OR e.created_at <> v.created_at OR e.type <> v.type OR e.metadata <> v.metadata
    OR e.display_name IS NOT v.display_name`;

/** Rows of the past that were alive at an instant, except those whose observation lives (again). */
const REVIVED = `FROM past p WHERE p.tenant = ?1 AND p.deleted > ?2 AND p.recorded <= ?2
  AND NOT EXISTS (SELECT 1 FROM entities e JOIN observations o ON o.entity = e.id AND o.dimensions = p.dimensions
    AND o.time = p.time AND o.sequence = p.sequence WHERE e.tenant = p.tenant AND e.name = p.entity)`;

/** Rows stored since an instant, except those that only came back by restoring. */
const SINCE = `FROM entities e CROSS JOIN tracks t ON t.entity = e.id
  CROSS JOIN observations o ON o.entity = t.entity AND o.dimensions = t.dimensions
  WHERE e.tenant = ? AND o.recorded > ? AND NOT EXISTS (SELECT 1 FROM past p WHERE p.tenant = e.tenant AND p.deleted > ?
    AND p.recorded <= ? AND p.dimensions = o.dimensions AND p.sequence = o.sequence)`;

/**
 * Makes a tenant what it was at a snapshot: what came since goes to the past, what went comes back under this write's record
 * time. The observations keep their sequences, times and metadata, so that they are the same ones.
 */
export function restore(
  connection: Connection,
  log: ChangeLog,
  ingestion: Ingestion,
  tenant: Tenant,
  { snapshotId, createdAt }: SnapshotRecord,
): Restored {
  const since = { sql: SINCE, values: [tenant.id, createdAt, createdAt, createdAt] };
  const losses = remove(connection, tenant, since);
  const differences = new Map<string, Difference>(losses.map(({ name }) => [name, 'updated']));
  restoreEntities(connection, tenant, createdAt, differences);
  const restored = revive(connection, ingestion, tenant, createdAt, differences);
  for (const [name, changeType] of [...differences].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entityType = lastType(connection, tenant, name);
    log.append(tenant, {
      entityId: name,
      entityType,
      changeType,
      timestamp: tenant.clock,
      observedAt: null,
      dimensions: null,
    });
  }
  const removed = losses.reduce((sum, { observations }) => sum + observations, 0);
  return { snapshotId, createdAt, restored, removed, entities: differences.size };
}

interface DifferentRow extends Version {
  id: number | null;
  was: 0 | 1;
}

function restoreEntities(
  connection: Connection,
  tenant: Tenant,
  at: Micros,
  differences: Map<string, Difference>,
): void {
  for (const row of connection.all<DifferentRow>(DIFFERENT, tenant.id, at)) {
    if (row.was === 0) {
      removeEntity(connection, tenant, row.id as number);
      differences.set(row.name, 'deleted');
      continue;
    }
    const { id } = connection.run(
      `INSERT INTO entities (tenant, name, type, display_name, metadata, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (tenant, name) DO UPDATE SET type = excluded.type, display_name = excluded.display_name,
         metadata = excluded.metadata, created_at = excluded.created_at, updated_at = excluded.updated_at`,
      tenant.id,
      row.name,
      row.type,
      row.display_name,
      row.metadata,
      row.created_at,
      tenant.clock,
    );
    recordVersion(connection, row.id ?? id, tenant.clock);
    if (row.id === null) tenant.entities++;
    differences.set(row.name, row.id === null ? 'created' : 'updated');
  }
}

function revive(
  connection: Connection,
  ingestion: Ingestion,
  tenant: Tenant,
  at: Micros,
  differences: Map<string, Difference>,
): number {
  const ids = connection.all<{ id: number }>(`SELECT p.id ${REVIVED} ORDER BY p.sequence`, tenant.id, at);
  for (const { id } of ids) {
    const row = connection.get<PastRow>(
      'SELECT id, entity, sequence, time, metadata, payload FROM past WHERE id = ?',
      id,
    ) as PastRow;
    const owner = 'SELECT id FROM entities WHERE tenant = ? AND name = ?';
    const entity = connection.get<{ id: number }>(owner, tenant.id, row.entity) as { id: number };
    ingestion.place(tenant, entity.id, { ...row, vector: fromBytes(row.payload) });
    if (!differences.has(row.entity)) differences.set(row.entity, 'updated');
  }
  return ids.length;
}

/** Of an entity that is gone, the type it had last. */
const lastType = (connection: Connection, tenant: Tenant, name: string): string =>
  (
    connection.get<{ type: string }>(
      'SELECT type FROM entity_versions WHERE tenant = ? AND name = ? ORDER BY since DESC LIMIT 1',
      tenant.id,
      name,
    ) as { type: string }
  ).type;
