import { sql } from 'kysely';
import type { Retained, RetentionPolicy } from '../store.ts';
import { type Loss, remove } from './remove.ts';
import { selected } from './selection.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { toText } from './text.ts';

/** Of what is gone already, the type the entity had last counts. */
const TYPE = sql`(SELECT v.type FROM entity_versions v WHERE v.tenant = past.tenant AND v.name = past.entity
  ORDER BY v.since DESC LIMIT 1)`;

/** Ends what was observed before an instant for good, in the living and in the past. */
export async function retain(
  session: Session,
  tenant: Tenant,
  { before, entityTypes }: RetentionPolicy,
): Promise<{ losses: Loss[]; retained: Retained }> {
  const selection = { window: { end: before - 1 }, ...(entityTypes && { entityTypes }) };
  const losses = await remove(session, tenant, await selected(session, tenant, selection), true);
  const typed = entityTypes ? sql`${TYPE} = ANY(${entityTypes.map(toText)})` : sql`true`;
  const history = await session.run(
    sql`DELETE FROM past WHERE tenant = ${tenant.id} AND time < ${before} AND ${typed}`,
  );
  tenant.past -= history;
  const observations = losses.reduce((sum, loss) => sum + loss.observations, 0);
  return { losses, retained: { observations, entities: losses.length, history } };
}
