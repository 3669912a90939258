import { type RawBuilder, sql } from 'kysely';
import type { Micros, Window } from '../store.ts';
import { and, type Fragment } from './session.ts';
import type { Tenant } from './tenants.ts';
import { toText } from './text.ts';

/** A time within a window; an open end is no condition. */
export function within(time: Fragment, { start, end }: Window): Fragment {
  const conditions: Fragment[] = [sql`true`];
  if (start !== undefined) conditions.push(sql`${time} >= ${start}`);
  if (end !== undefined) conditions.push(sql`${time} <= ${end}`);
  return and(conditions);
}

/** A track that can have anything in a window. */
export function overlaps({ start, end }: Window): Fragment {
  const conditions: Fragment[] = [sql`true`];
  if (start !== undefined) conditions.push(sql`t.last_observed >= ${start}`);
  if (end !== undefined) conditions.push(sql`t.first_observed <= ${end}`);
  return and(conditions);
}

/** An entity, by its name, that now has one of these types. */
export const hasType = (tenant: Tenant, name: Fragment, types: readonly string[]): Fragment =>
  sql`${name} IN (SELECT e.name FROM entities e WHERE e.tenant = ${tenant.id} AND e.type = ANY(${types.map(toText)}))`;

/** The type an entity had at an instant. */
export const typeAt = (tenant: Tenant, name: Fragment, at: Micros): RawBuilder<string> =>
  sql`(SELECT v.type FROM entity_versions v WHERE v.tenant = ${tenant.id} AND v.name = ${name} AND v.since <= ${at}
    ORDER BY v.since DESC LIMIT 1)`;
