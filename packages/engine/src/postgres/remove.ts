import { sql } from 'kysely';
import type { Fragment, Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { recountTracks } from './tracks-table.ts';

/** What an entity lost; its name and type as stored. */
export interface Loss {
  name: string;
  type: string;
  observations: number;
}

interface TrackLoss {
  entity: string;
  type: string;
  dimensions: number;
  observations: number;
}

/**
 * Takes observations out of the living, into the past unless they are to be `forgotten`, and off tracks and counters. Entities
 * stay, and are listed with what they lost.
 */
export async function remove(
  session: Session,
  tenant: Tenant,
  condition: Fragment,
  forgotten = false,
): Promise<Loss[]> {
  const kept = forgotten
    ? sql`SELECT`
    : sql`INSERT INTO past (tenant, deleted, sequence, entity, dimensions, time, recorded, metadata, vector)
        SELECT tenant, ${tenant.clock}, sequence, entity, dimensions, time, recorded, metadata, vector FROM gone`;
  const tracks =
    await session.all(sql<TrackLoss>`WITH gone AS (DELETE FROM observations o WHERE ${condition} RETURNING o.*),
      kept AS (${kept})
    SELECT g.entity, e.type, g.dimensions, count(*) AS observations
    FROM gone g JOIN entities e ON e.tenant = g.tenant AND e.name = g.entity
    GROUP BY g.entity, e.type, g.dimensions ORDER BY g.entity`);
  if (tracks.length === 0) return [];
  await recountTracks(session, tenant, tracks);
  const losses = new Map<string, Loss>();
  for (const { entity, type, dimensions, observations } of tracks) {
    tenant.observations -= observations;
    tenant.numbers -= observations * dimensions;
    if (!forgotten) tenant.past += observations;
    const sum = (losses.get(entity)?.observations ?? 0) + observations;
    losses.set(entity, { name: entity, type, observations: sum });
  }
  return [...losses.values()];
}
