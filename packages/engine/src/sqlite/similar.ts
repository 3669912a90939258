import { Nearest } from '../nearest.ts';
import type { TrajectoryMatch, TrajectoryQuery, TrajectoryResult } from '../store.ts';
import { dtw } from '../trajectory/dtw.ts';
import { frechet } from '../trajectory/frechet.ts';
import type { Connection } from './connection.ts';
import { bounds } from './filters.ts';
import { latest, trajectory } from './tracks.ts';

interface Candidate {
  id: number;
  name: string;
  type: string;
}

const metrics = { dtw, frechet };

/** Compares an entity's trajectory with every other of its length in the window, one candidate at a time. */
export function similar(
  connection: Connection,
  tenant: number,
  entity: number,
  query: TrajectoryQuery,
): TrajectoryResult {
  const { window, k, metric, maxPoints } = query;
  const last = latest(connection, entity, window);
  if (!last) return { observations: 0, dimensions: null, compared: 0, matches: [] };
  const own = trajectory(connection, entity, last.dimensions, window, maxPoints);
  const best = new Nearest<TrajectoryMatch>(k, () => 0);
  let compared = 0;
  for (const candidate of candidates(connection, tenant, entity, last.dimensions, query)) {
    const { count, points } = trajectory(connection, candidate.id, last.dimensions, window, maxPoints);
    if (count === 0) continue;
    compared++;
    const distance = metrics[metric](own.points, points, best.limit);
    best.add(distance, { entityId: candidate.name, entityType: candidate.type, distance, observations: count });
  }
  return {
    observations: own.count,
    dimensions: last.dimensions,
    compared,
    matches: best.sorted().map(({ item }) => item),
  };
}

/** In order of name, which is how the sort leaves equal distances. */
function candidates(
  connection: Connection,
  tenant: number,
  entity: number,
  dimensions: number,
  { window, entityTypes }: TrajectoryQuery,
): Candidate[] {
  const [start, end] = bounds(window);
  const typed = entityTypes ? ' AND e.type IN (SELECT value FROM json_each(?))' : '';
  return connection.all<Candidate>(
    `SELECT e.id, e.name, e.type FROM entities e JOIN tracks t ON t.entity = e.id
     WHERE e.tenant = ? AND e.id <> ? AND t.dimensions = ? AND t.last_observed >= ? AND t.first_observed <= ?${typed}
     ORDER BY e.name`,
    tenant,
    entity,
    dimensions,
    start,
    end,
    ...(entityTypes ? [JSON.stringify(entityTypes)] : []),
  );
}
