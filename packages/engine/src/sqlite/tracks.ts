import { decode, type Encoding } from '../encoding.ts';
import type { Micros, Window } from '../store.ts';
import { evenlySpaced } from '../trajectory/spacing.ts';
import {
  type FullTrack,
  isFull,
  mostPoints,
  type Track,
  type TrackQuery,
  type TracksQuery,
} from '../trajectory/track.ts';
import type { Connection } from './connection.ts';
import { bounds } from './filters.ts';

export interface TrackedEntity {
  id: number;
  name: string;
  type: string;
}

interface PointRow {
  time: Micros;
  encoding: Encoding;
  payload: Uint8Array | null;
  key: Uint8Array | null;
}

const IN_WINDOW = 'o.entity = ? AND o.dimensions = ? AND o.time BETWEEN ? AND ?';
const POINTS = `SELECT o.time, o.encoding, o.payload, k.payload AS key
  FROM observations o LEFT JOIN observations k ON k.id = o.key WHERE`;

/** Entities looked up at a time: no statement may stay open while its reader waits. */
const ENTITIES = 200;

export function readTrack(connection: Connection, entity: TrackedEntity, query: TrackQuery): Track {
  const track = { entityId: entity.name, entityType: entity.type };
  const dimensions = query.dimensions ?? latestLength(connection, entity.id, query.window);
  const where = [entity.id, dimensions ?? 0, ...bounds(query.window)];
  const count = connection.get<{ n: number }>(`SELECT count(*) AS n FROM observations o WHERE ${IN_WINDOW}`, ...where);
  if (dimensions === undefined || !count?.n) {
    return { ...track, dimensions: null, observations: 0, times: [], points: [] };
  }
  const rows = readPoints(connection, where, count.n, mostPoints(query, dimensions), query.choose);
  return {
    ...track,
    dimensions,
    observations: count.n,
    times: rows.map(({ time }) => time),
    points: rows.map(({ encoding, payload, key }) => decode(encoding, payload, key)),
  };
}

/** Every entity with something in the window, in order of name, read one at a time as the caller asks for it. */
export async function* readTracks(
  connection: Connection,
  tenant: number,
  query: TracksQuery,
): AsyncGenerator<FullTrack> {
  for (let after = query.after ?? ''; ; ) {
    const entities = entitiesWithin(connection, tenant, query, after);
    for (const entity of entities) {
      const track = readTrack(connection, entity, query);
      if (isFull(track)) yield track;
    }
    const last = entities.at(-1);
    if (!last || entities.length < ENTITIES) return;
    after = last.name;
  }
}

function entitiesWithin(connection: Connection, tenant: number, query: TracksQuery, after: string): TrackedEntity[] {
  const { window, entityTypes, dimensions } = query;
  const [start, end] = bounds(window);
  const typed = entityTypes ? ' AND e.type IN (SELECT value FROM json_each(?))' : '';
  const length = dimensions === undefined ? '' : ' AND t.dimensions = ?';
  return connection.all<TrackedEntity>(
    `SELECT e.id, e.name, e.type FROM entities e
     WHERE e.tenant = ? AND e.name > ?${typed} AND EXISTS (
       SELECT 1 FROM tracks t WHERE t.entity = e.id AND t.last_observed >= ? AND t.first_observed <= ?${length})
     ORDER BY e.name LIMIT ${ENTITIES}`,
    tenant,
    after,
    ...(entityTypes ? [JSON.stringify(entityTypes)] : []),
    start,
    end,
    ...(dimensions === undefined ? [] : [dimensions]),
  );
}

/** The length of an entity's latest observation in a window; of equal times the one stored last. */
function latestLength(connection: Connection, entity: number, window: Window): number | undefined {
  const lengths = connection.all<{ dimensions: number }>('SELECT dimensions FROM tracks WHERE entity = ?', entity);
  const last = `SELECT o.sequence, o.dimensions, o.time FROM observations o WHERE ${IN_WINDOW} ORDER BY o.time DESC, o.sequence DESC LIMIT 1`;
  return lengths
    .flatMap(({ dimensions }) =>
      connection.all<{ sequence: number; dimensions: number; time: Micros }>(
        last,
        entity,
        dimensions,
        ...bounds(window),
      ),
    )
    .sort((a, b) => b.time - a.time || b.sequence - a.sequence)[0]?.dimensions;
}

function readPoints(
  connection: Connection,
  where: number[],
  count: number,
  most: number,
  choose: TrackQuery['choose'],
): PointRow[] {
  if (count <= most || choose === 'latest') {
    const latest = `${POINTS} ${IN_WINDOW} ORDER BY o.time DESC, o.sequence DESC LIMIT ?`;
    return connection.all<PointRow>(latest, ...where, most).reverse();
  }
  const ids = connection.all<{ id: number }>(
    `SELECT o.id FROM observations o WHERE ${IN_WINDOW} ORDER BY o.time, o.sequence`,
    ...where,
  );
  return evenlySpaced(count, most).map(
    (at) => connection.get<PointRow>(`${POINTS} o.id = ?`, (ids[at] as { id: number }).id) as PointRow,
  );
}
