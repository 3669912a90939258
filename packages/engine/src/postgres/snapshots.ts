import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import { SNAPSHOTS_KEPT } from '../limits.ts';
import type { Micros, NewSnapshot, SnapshotRecord } from '../store.ts';
import { now } from '../time.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText, toText } from './text.ts';

interface SnapshotRow {
  id: string;
  label: string | null;
  at: Micros;
  expires_at: Micros;
  entities: number;
  observations: number;
}

const COLUMNS = sql`id, label, at, expires_at, entities, observations`;
const kept = (tenant: Tenant) =>
  sql<SnapshotRow>`SELECT ${COLUMNS} FROM snapshots WHERE tenant = ${tenant.id} AND expires_at > ${now()}`;

const toRecord = (row: SnapshotRow): SnapshotRecord => ({
  snapshotId: row.id,
  label: row.label === null ? null : fromText(row.label),
  createdAt: row.at,
  expiresAt: row.expires_at,
  entities: row.entities,
  observations: row.observations,
});

/** A snapshot is a name for an instant: nothing is copied, and `compact` leaves what it needs. */
export async function createSnapshot(session: Session, tenant: Tenant, { label, expiresAt }: NewSnapshot) {
  if ((await listSnapshots(session, tenant)).length >= SNAPSHOTS_KEPT) {
    throw new StoreError(
      'too_many_snapshots',
      `there are ${SNAPSHOTS_KEPT} snapshots already: compact drops older ones`,
    );
  }
  const id = `snap_${randomBytes(12).toString('hex')}`;
  const text = label === null ? null : toText(label);
  const row = await session.get(sql<SnapshotRow>`INSERT INTO snapshots (tenant, ${COLUMNS})
    VALUES (${tenant.id}, ${id}, ${text}, ${tenant.clock}, ${expiresAt}, ${tenant.entities}, ${tenant.observations})
    RETURNING ${COLUMNS}`);
  return toRecord(row as SnapshotRow);
}

export const listSnapshots = async (session: Session, tenant: Tenant): Promise<SnapshotRecord[]> =>
  (await session.all(sql<SnapshotRow>`${kept(tenant)} ORDER BY at DESC, id`)).map(toRecord);

export async function findSnapshot(session: Session, tenant: Tenant, id: string): Promise<SnapshotRecord> {
  const row = await session.get(sql<SnapshotRow>`${kept(tenant)} AND id = ${toText(id)}`);
  if (!row) throw new StoreError('snapshot_not_found', `no snapshot ${JSON.stringify(id)}`);
  return toRecord(row);
}
