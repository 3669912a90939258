import type { Connection } from './connection.ts';
import { rekey } from './rekey.ts';
import type { Selected } from './selection.ts';
import type { Tenant } from './tenants.ts';

/** What an entity lost. */
export interface Loss {
  entity: number;
  name: string;
  type: string;
  observations: number;
}

interface TrackLoss extends Loss {
  dimensions: number;
  compressed: number;
  bytes: number;
}

/** The rows about to go: a table of the connection's own, so that any number of them fits. */
export const DOOMED = 'CREATE TEMP TABLE doomed (id INTEGER PRIMARY KEY)';

const LOSSES = `
  SELECT o.entity, e.name, e.type, o.dimensions, count(*) AS observations,
    sum(o.encoding > 0) AS compressed, sum(coalesce(length(o.payload), 0)) AS bytes
  FROM doomed d JOIN observations o ON o.id = d.id JOIN entities e ON e.id = o.entity
  GROUP BY o.entity, o.dimensions ORDER BY e.name`;

const KEEP = `
  INSERT INTO past (tenant, sequence, entity, dimensions, time, recorded, deleted, metadata, payload)
  SELECT o.tenant, o.sequence, e.name, o.dimensions, o.time, o.recorded, ?, o.metadata,
    CASE o.encoding WHEN 0 THEN o.payload WHEN 1 THEN k.payload ELSE undelta(o.payload, k.payload) END
  FROM doomed d JOIN observations o ON o.id = d.id JOIN entities e ON e.id = o.entity
  LEFT JOIN observations k ON k.id = o.key`;

/**
 * Takes observations out of the living, into the past unless they are to be `forgotten`, and off tracks and counters. Rows that
 * stay but were encoded against one that goes are encoded anew. Entities stay, and are listed with what they lost.
 */
export function remove(connection: Connection, tenant: Tenant, { sql, values }: Selected, forgotten = false): Loss[] {
  connection.run('DELETE FROM doomed');
  connection.run(`INSERT INTO doomed SELECT o.id ${sql}`, ...values);
  const tracks = connection.all<TrackLoss>(LOSSES);
  if (!forgotten) tenant.past += connection.run(KEEP, tenant.clock).changes;
  for (const track of tracks) {
    rekey(connection, tenant, track);
    tenant.observations -= track.observations;
    tenant.compressed -= track.compressed;
    tenant.vector_bytes -= track.bytes;
  }
  connection.run('DELETE FROM observations WHERE id IN (SELECT id FROM doomed)');
  for (const track of tracks) shrink(connection, track);
  connection.run('DELETE FROM doomed');
  return byEntity(tracks);
}

/** A track whose key row went goes on with a new one. */
function shrink(connection: Connection, { entity, dimensions, observations }: TrackLoss): void {
  const track = 'FROM observations WHERE entity = ?1 AND dimensions = ?2';
  connection.run(
    'DELETE FROM tracks WHERE entity = ?1 AND dimensions = ?2 AND observations = ?3',
    entity,
    dimensions,
    observations,
  );
  connection.run(
    `UPDATE tracks SET observations = observations - ?3,
       first_observed = (SELECT min(time) ${track}), last_observed = (SELECT max(time) ${track}),
       key_uses = CASE WHEN key IN (SELECT id FROM doomed) THEN 1 << 30 ELSE key_uses END,
       key = CASE WHEN key IN (SELECT id FROM doomed) THEN (SELECT max(id) ${track} AND encoding = 0) ELSE key END
     WHERE entity = ?1 AND dimensions = ?2`,
    entity,
    dimensions,
    observations,
  );
}

function byEntity(tracks: TrackLoss[]): Loss[] {
  const losses = new Map<number, Loss>();
  for (const { entity, name, type, observations } of tracks) {
    const sum = (losses.get(entity)?.observations ?? 0) + observations;
    losses.set(entity, { entity, name, type, observations: sum });
  }
  return [...losses.values()];
}
