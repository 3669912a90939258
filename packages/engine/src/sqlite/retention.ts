import type { Micros, Retained, RetentionPolicy } from '../store.ts';
import type { Connection } from './connection.ts';
import { type Loss, remove } from './remove.ts';
import { selected } from './selection.ts';
import type { Tenant } from './tenants.ts';

/** Of what is gone already, the type the entity had last counts. */
const TYPE = `(SELECT v.type FROM entity_versions v WHERE v.tenant = past.tenant AND v.name = past.entity ORDER BY v.since DESC LIMIT 1)`;

/** Ends what was observed before an instant for good, in the living and in the past. */
export function retain(
  connection: Connection,
  tenant: Tenant,
  { before, entityTypes }: RetentionPolicy,
): { losses: Loss[]; retained: Retained } {
  const end: Micros = before - 1;
  const selection = selected(connection, tenant, { window: { end }, ...(entityTypes && { entityTypes }) });
  const losses = remove(connection, tenant, selection, true);
  const typed = entityTypes ? ` AND ${TYPE} IN (SELECT value FROM json_each(?))` : '';
  const { changes: history } = connection.run(
    `DELETE FROM past WHERE tenant = ? AND time < ?${typed}`,
    tenant.id,
    before,
    ...(entityTypes ? [JSON.stringify(entityTypes)] : []),
  );
  tenant.past -= history;
  const observations = losses.reduce((sum, loss) => sum + loss.observations, 0);
  return { losses, retained: { observations, entities: losses.length, history } };
}
