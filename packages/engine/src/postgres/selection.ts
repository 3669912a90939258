import { sql } from 'kysely';
import type { Selection } from '../store.ts';
import { entityRow } from './entities.ts';
import { hasType, within } from './filters.ts';
import { and, type Fragment, type Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { toText } from './text.ts';

/** The condition on observations `o`; an entity never seen is refused. */
export async function selected(session: Session, tenant: Tenant, selection: Selection): Promise<Fragment> {
  const { entityId, entityTypes, dimensions, window } = selection;
  const conditions: Fragment[] = [sql`o.tenant = ${tenant.id}`];
  if (entityId !== undefined) {
    await entityRow(session, tenant, entityId);
    conditions.push(sql`o.entity = ${toText(entityId)}`);
  }
  if (dimensions !== undefined) conditions.push(sql`o.dimensions = ${dimensions}`);
  conditions.push(within(sql`o.time`, window));
  if (entityTypes) conditions.push(hasType(tenant, sql`o.entity`, entityTypes));
  return and(conditions);
}
