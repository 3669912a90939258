import { sql } from 'kysely';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';

/** Keeps what entities now are, as of the write under way; of several changes in one write the last holds. Takes names as stored. */
export async function recordVersions(session: Session, tenant: Tenant, names: readonly string[], gone = false) {
  if (names.length === 0) return;
  await session.run(sql`INSERT INTO entity_versions (tenant, name, since, type, display_name, metadata, created_at, gone)
    SELECT tenant, name, ${tenant.clock}, type, display_name, metadata, created_at, ${gone} FROM entities
    WHERE tenant = ${tenant.id} AND name = ANY(${names})
    ON CONFLICT (tenant, name, since) DO UPDATE SET type = excluded.type, display_name = excluded.display_name,
      metadata = excluded.metadata, created_at = excluded.created_at, gone = excluded.gone`);
}
