import { decode, type Encoding } from '../encoding.ts';
import type { Micros, Window } from '../store.ts';
import { evenlySpaced } from '../trajectory/spacing.ts';
import type { Connection } from './connection.ts';
import { bounds } from './filters.ts';

interface Point {
  encoding: Encoding;
  payload: Uint8Array | null;
  key: Uint8Array | null;
}

const IN_WINDOW = 'FROM observations o WHERE o.entity = ? AND o.dimensions = ? AND o.time BETWEEN ? AND ?';

interface Last {
  id: number;
  dimensions: number;
  time: Micros;
}

/** The length and time of an entity's latest observation in a window; of equal times the one stored last. */
export function latest(connection: Connection, entity: number, window: Window): Last | undefined {
  const tracks = connection.all<{ dimensions: number }>('SELECT dimensions FROM tracks WHERE entity = ?', entity);
  const last = `SELECT o.id, o.dimensions, o.time ${IN_WINDOW} ORDER BY o.time DESC, o.id DESC LIMIT 1`;
  return tracks
    .flatMap(({ dimensions }) => connection.all<Last>(last, entity, dimensions, ...bounds(window)))
    .sort((a, b) => b.time - a.time || b.id - a.id)[0];
}

/** An entity's vectors of one length in a window, in order of time, at most `most` of them, evenly spaced. */
export function trajectory(connection: Connection, entity: number, dimensions: number, window: Window, most: number) {
  const where = [entity, dimensions, ...bounds(window)] as const;
  const count = connection.get<{ n: number }>(`SELECT count(*) AS n ${IN_WINDOW}`, ...where)?.n ?? 0;
  const wanted = evenlySpaced(count, most);
  const ids = connection.all<{ id: number }>(`SELECT o.id ${IN_WINDOW} ORDER BY o.time, o.id`, ...where);
  return { count, points: wanted.map((at) => point(connection, (ids[at] as { id: number }).id)) };
}

/** The last `most` vectors of one length in a window, in order of time. */
export function tail(
  connection: Connection,
  entity: number,
  dimensions: number,
  window: Window,
  most: number,
): Float32Array[] {
  const ids = connection.all<{ id: number }>(
    `SELECT o.id ${IN_WINDOW} ORDER BY o.time DESC, o.id DESC LIMIT ?`,
    entity,
    dimensions,
    ...bounds(window),
    most,
  );
  return ids.reverse().map(({ id }) => point(connection, id));
}

function point(connection: Connection, id: number): Float32Array {
  const { encoding, payload, key } = connection.get<Point>(
    'SELECT o.encoding, o.payload, k.payload AS key FROM observations o LEFT JOIN observations k ON k.id = o.key WHERE o.id = ?',
    id,
  ) as Point;
  return decode(encoding, payload, key);
}
