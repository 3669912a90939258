import { sql } from 'kysely';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';

/** Counts observations into their tracks, one row of the lists each. Names as stored. */
export async function growTracks(
  session: Session,
  tenant: Tenant,
  rows: readonly { entity: string; dimensions: number; time: number }[],
): Promise<void> {
  const column = <Value>(pick: (row: (typeof rows)[number]) => Value) => rows.map(pick);
  await session.run(sql`INSERT INTO tracks (tenant, entity, dimensions, observations, first_observed, last_observed)
    SELECT ${tenant.id}, entity, dimensions, count(*), min(time), max(time)
    FROM unnest(${column((row) => row.entity)}::text[], ${column((row) => row.dimensions)}::int[],
      ${column((row) => row.time)}::bigint[]) AS n(entity, dimensions, time)
    GROUP BY entity, dimensions
    ON CONFLICT (tenant, entity, dimensions) DO UPDATE SET observations = tracks.observations + excluded.observations,
      first_observed = least(tracks.first_observed, excluded.first_observed),
      last_observed = greatest(tracks.last_observed, excluded.last_observed)`);
}

/** Tracks that lost observations: what they are now, counted anew; the empty ones go. */
export async function recountTracks(
  session: Session,
  tenant: Tenant,
  tracks: readonly { entity: string; dimensions: number; observations: number }[],
): Promise<void> {
  const lost = sql`unnest(${tracks.map(({ entity }) => entity)}::text[], ${tracks.map(({ dimensions }) => dimensions)}::int[],
    ${tracks.map(({ observations }) => observations)}::bigint[]) AS l(entity, dimensions, observations)`;
  const same = sql`t.tenant = ${tenant.id} AND t.entity = l.entity AND t.dimensions = l.dimensions`;
  await session.run(sql`DELETE FROM tracks t USING ${lost} WHERE ${same} AND t.observations = l.observations`);
  const rows = sql`FROM observations o WHERE o.tenant = t.tenant AND o.entity = t.entity AND o.dimensions = t.dimensions`;
  await session.run(sql`UPDATE tracks t SET observations = t.observations - l.observations,
      first_observed = (SELECT min(o.time) ${rows}), last_observed = (SELECT max(o.time) ${rows})
    FROM ${lost} WHERE ${same}`);
}
