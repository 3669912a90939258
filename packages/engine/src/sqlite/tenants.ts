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
}

const SELECT =
  'SELECT id, sequence, dropped, entities, observations, compressed, vector_bytes FROM tenants WHERE name = ?';
const nobody: Tenant = { id: 0, sequence: 0, dropped: 0, entities: 0, observations: 0, compressed: 0, vector_bytes: 0 };

/** Reading never creates a tenant: one that has written nothing is an empty one. */
export const findTenant = (connection: Connection, name: string): Tenant =>
  connection.get<Tenant>(SELECT, name) ?? nobody;

/** The tenant to write for; change its fields and pass it to `saveTenant` in the same transaction. */
export function tenantForWriting(connection: Connection, name: string): Tenant {
  connection.run('INSERT INTO tenants (name) VALUES (?) ON CONFLICT DO NOTHING', name);
  return { ...findTenant(connection, name) };
}

export function saveTenant(connection: Connection, tenant: Tenant): void {
  connection.run(
    'UPDATE tenants SET sequence = ?, dropped = ?, entities = ?, observations = ?, compressed = ?, vector_bytes = ? WHERE id = ?',
    tenant.sequence,
    tenant.dropped,
    tenant.entities,
    tenant.observations,
    tenant.compressed,
    tenant.vector_bytes,
    tenant.id,
  );
}
