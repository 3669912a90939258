import { sql } from 'kysely';
import type { ChangeLog } from './change-log.ts';
import type { Loss } from './remove.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText } from './text.ts';

/** Entities that lost observations have been updated: one change each. */
export async function noteLosses(session: Session, log: ChangeLog, tenant: Tenant, losses: readonly Loss[]) {
  const names = losses.map(({ name }) => name);
  await session.run(
    sql`UPDATE entities SET updated_at = ${tenant.clock} WHERE tenant = ${tenant.id} AND name = ANY(${names})`,
  );
  const changes = losses.map(({ name, type }) => ({
    entityId: fromText(name),
    entityType: fromText(type),
    changeType: 'updated' as const,
    timestamp: tenant.clock,
    observedAt: null,
    dimensions: null,
  }));
  await log.append(session, tenant, changes);
}
