import type { Micros } from '../store.ts';
import { now } from '../time.ts';
import type { Connection } from './connection.ts';

/** A tenant's row: its sequence, how far its change log was dropped, and what it holds. */
export interface Tenant {
  id: number;
  sequence: number;
  dropped: number;
  entities: number;
  observations: number;
  compressed: number;
  vector_bytes: number;
  /** The record time of the write under way, or of the last one. */
  clock: Micros;
  /** How many deleted observations are kept, and the instant before which some are missing. */
  past: number;
  past_from: Micros | null;
}

const COLUMNS = 'id, sequence, dropped, entities, observations, compressed, vector_bytes, clock, past, past_from';
const nobody: Tenant = {
  id: 0,
  sequence: 0,
  dropped: 0,
  entities: 0,
  observations: 0,
  compressed: 0,
  vector_bytes: 0,
  clock: 0,
  past: 0,
  past_from: null,
};

/** Reading never creates a tenant: one that has written nothing is an empty one. */
export const findTenant = (connection: Connection, name: string): Tenant =>
  connection.get<Tenant>(`SELECT ${COLUMNS} FROM tenants WHERE name = ?`, name) ?? nobody;

/**
 * The tenant to write for; change its fields and pass it to `saveTenant` in the same transaction. Its clock has moved on to
 * this write's record time, later than that of every write before, whatever the machine's clock says.
 */
export function tenantForWriting(connection: Connection, name: string): Tenant {
  connection.run('INSERT INTO tenants (name) VALUES (?) ON CONFLICT DO NOTHING', name);
  const tenant = { ...findTenant(connection, name) };
  tenant.clock = Math.max(now(), tenant.clock + 1);
  return tenant;
}

export function saveTenant(connection: Connection, tenant: Tenant): void {
  connection.run(
    `UPDATE tenants SET sequence = ?, dropped = ?, entities = ?, observations = ?, compressed = ?, vector_bytes = ?,
       clock = ?, past = ?, past_from = ? WHERE id = ?`,
    tenant.sequence,
    tenant.dropped,
    tenant.entities,
    tenant.observations,
    tenant.compressed,
    tenant.vector_bytes,
    tenant.clock,
    tenant.past,
    tenant.past_from,
    tenant.id,
  );
}
