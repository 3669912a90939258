import { sql } from 'kysely';
import { toFloat32 } from '../float32.ts';
import type { NewObservation, StoredObservation } from '../store.ts';
import type { ChangeLog, NewChange } from './change-log.ts';
import { bigint, integer, text } from './copy.ts';
import type { Partitions } from './partitions.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText, toText } from './text.ts';
import { growTracks } from './tracks-table.ts';
import { toSent } from './vectors.ts';
import { recordVersions } from './versions.ts';

const COLUMNS = ['tenant', 'entity', 'dimensions', 'time', 'sequence', 'recorded', 'metadata', 'vector'];

/** Stores the observations of one call for a tenant whose counters it advances. How many there are adds no statements. */
export async function ingest(
  session: Session,
  log: ChangeLog,
  partitions: Partitions,
  tenant: Tenant,
  observations: readonly NewObservation[],
): Promise<StoredObservation[]> {
  const at = tenant.clock;
  const changes = await changesOf(session, tenant, observations);
  const first = await log.append(session, tenant, changes);
  const rows = observations.map(({ entityId, vector, timestamp = at, metadata }, i) => ({
    entity: toText(entityId),
    dimensions: vector.length,
    time: timestamp,
    sequence: first + i,
    metadata: metadata ? JSON.stringify(metadata) : null,
    vector: toFloat32(vector),
  }));
  await partitions.ensure(rows.map(({ time }) => time));
  const fields = rows.map(({ entity, dimensions, time, sequence, metadata, vector }) => [
    bigint(tenant.id),
    text(entity),
    integer(dimensions),
    bigint(time),
    bigint(sequence),
    bigint(at),
    metadata === null ? null : text(metadata),
    toSent(vector),
  ]);
  await session.copy('observations', COLUMNS, fields);
  await growTracks(session, tenant, rows);
  tenant.observations += rows.length;
  tenant.numbers += rows.reduce((sum, { dimensions }) => sum + dimensions, 0);
  return rows.map(({ sequence, time }, i) => ({
    entityId: (observations[i] as NewObservation).entityId,
    sequence,
    timestamp: time,
    compressed: false,
  }));
}

/** Brings entities into being, or up to date, and tells what happened to each in order. */
async function changesOf(
  session: Session,
  tenant: Tenant,
  observations: readonly NewObservation[],
): Promise<NewChange[]> {
  const names = [...new Set(observations.map(({ entityId }) => toText(entityId)))];
  const known = await session.all(sql<{ name: string; type: string }>`SELECT name, type FROM entities
    WHERE tenant = ${tenant.id} AND name = ANY(${names})`);
  const before = new Map(known.map(({ name, type }) => [fromText(name), fromText(type)]));
  const types = new Map(before);
  const changes = observations.map(({ entityId, entityType, vector, timestamp }): NewChange => {
    const was = types.get(entityId);
    const type = entityType ?? was ?? 'UNKNOWN';
    types.set(entityId, type);
    return {
      entityId,
      entityType: type,
      changeType: was === undefined ? 'created' : 'updated',
      timestamp: tenant.clock,
      observedAt: timestamp ?? tenant.clock,
      dimensions: vector.length,
    };
  });
  const touched = [...types];
  await session.run(sql`INSERT INTO entities (tenant, name, type, created_at, updated_at)
    SELECT ${tenant.id}, n.name, n.type, ${tenant.clock}, ${tenant.clock}
    FROM unnest(${touched.map(([name]) => toText(name))}::text[], ${touched.map(([, type]) => toText(type))}::text[]) AS n(name, type)
    ON CONFLICT (tenant, name) DO UPDATE SET type = excluded.type, updated_at = excluded.updated_at`);
  const different = touched.filter(([name, type]) => before.get(name) !== type).map(([name]) => toText(name));
  await recordVersions(session, tenant, different);
  tenant.entities += touched.length - before.size;
  return changes;
}
