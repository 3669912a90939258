import { randomBytes } from 'node:crypto';
import { StoreError } from '../errors.ts';
import { SNAPSHOTS_KEPT } from '../limits.ts';
import type { Micros, NewSnapshot, SnapshotRecord } from '../store.ts';
import { now } from '../time.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';

interface SnapshotRow {
  id: string;
  label: string | null;
  at: Micros;
  expires_at: Micros;
  entities: number;
  observations: number;
}

const SELECT =
  'SELECT id, label, at, expires_at, entities, observations FROM snapshots WHERE tenant = ? AND expires_at > ?';

const toRecord = (row: SnapshotRow): SnapshotRecord => ({
  snapshotId: row.id,
  label: row.label,
  createdAt: row.at,
  expiresAt: row.expires_at,
  entities: row.entities,
  observations: row.observations,
});

/** A snapshot is a name for an instant: nothing is copied, and `compact` leaves what it needs. */
export function createSnapshot(
  connection: Connection,
  tenant: Tenant,
  { label, expiresAt }: NewSnapshot,
): SnapshotRecord {
  if (listSnapshots(connection, tenant).length >= SNAPSHOTS_KEPT) {
    throw new StoreError(
      'too_many_snapshots',
      `there are ${SNAPSHOTS_KEPT} snapshots already: compact drops older ones`,
    );
  }
  const { clock: at, entities, observations } = tenant;
  const row = {
    id: `snap_${randomBytes(12).toString('hex')}`,
    label,
    at,
    expires_at: expiresAt,
    entities,
    observations,
  };
  connection.run(
    'INSERT INTO snapshots (tenant, id, label, at, expires_at, entities, observations) VALUES (?, ?, ?, ?, ?, ?, ?)',
    tenant.id,
    row.id,
    label,
    at,
    expiresAt,
    entities,
    observations,
  );
  return toRecord(row);
}

export const listSnapshots = (connection: Connection, tenant: Tenant): SnapshotRecord[] =>
  connection.all<SnapshotRow>(`${SELECT} ORDER BY at DESC, id`, tenant.id, now()).map(toRecord);

export function findSnapshot(connection: Connection, tenant: Tenant, id: string): SnapshotRecord {
  const row = connection.get<SnapshotRow>(`${SELECT} AND id = ?`, tenant.id, now(), id);
  if (!row) throw new StoreError('snapshot_not_found', `no snapshot ${JSON.stringify(id)}`);
  return toRecord(row);
}
