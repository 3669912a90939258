import type { Micros } from '../store.ts';
import type { Connection } from './connection.ts';

/** What an entity was from an instant on. */
export interface Version {
  name: string;
  type: string;
  display_name: string | null;
  metadata: string;
  created_at: Micros;
  gone: 0 | 1;
}

/** Keeps what an entity now is, as of `at`; of several changes in one write the last holds. */
export function recordVersion(connection: Connection, entity: number, at: Micros, gone: 0 | 1 = 0): void {
  connection.run(
    `INSERT INTO entity_versions (tenant, name, since, type, display_name, metadata, created_at, gone)
     SELECT tenant, name, ?2, type, display_name, metadata, created_at, ?3 FROM entities WHERE id = ?1
     ON CONFLICT DO UPDATE SET type = excluded.type, display_name = excluded.display_name,
       metadata = excluded.metadata, created_at = excluded.created_at, gone = excluded.gone`,
    entity,
    at,
    gone,
  );
}

/** The type an entity had at an instant: an SQL expression over a name, which takes tenant and instant. */
export const typeAt = (name: string) =>
  `(SELECT v.type FROM entity_versions v WHERE v.tenant = ? AND v.name = ${name} AND v.since <= ? ORDER BY v.since DESC LIMIT 1)`;
