import { decode, Encoding } from '../encoding.ts';
import { distance, toBytes, toFloat32, toShortest } from '../float32.ts';
import { type Found, Nearest } from '../nearest.ts';
import type { KnnQuery, KnnResult, Micros, Neighbour } from '../store.ts';
import type { Connection } from './connection.ts';
import { bounds, typeFilter } from './filters.ts';
import type { Tenant } from './tenants.ts';

type Values = (string | number)[];

interface VectorRow {
  id: number;
  sequence: number;
  encoding: Encoding;
  payload: Uint8Array | null;
  key: Uint8Array | null;
}

type Candidate = { id: number; sequence: number; vector: Float32Array };

/** sqlite-vec computes with what lies in the row, or in the row's key: in 32 bits, where the bytes are. */
const ROUGH = 'vec_distance_L2(coalesce(k.payload, o.payload), ?)';
const COLUMNS = 'o.id, o.sequence, o.encoding, o.payload, k.payload AS key';
const ROWS = 'FROM observations o LEFT JOIN observations k ON k.id = o.key';

/** Rows fetched beyond k at first: mostly enough to see that no other row lying in place can be among the nearest. */
const SLACK = 32;

/** How far off, relatively, a 32-bit sum of that many squares can be; twice the textbook bound. */
const relativeError = (length: number) => (length + 4) * 2 ** -23;

/** Squares of numbers below 1e-22 vanish in 32 bits; over the longest vector that hides at most this much distance. */
const UNDERFLOW = 1e-20;

/** Where 32-bit squares overflow a distance comes out infinite; this much of it is sure. */
const OVERFLOW = 1e18;

/**
 * Exact search. Rough distances, widened by the error they can have, only rule rows out: first they bound how far the
 * k-th nearest can be, then every row that can be as near is computed in 64 bits. Rounding decides nothing. A row
 * stored as a difference is no nearer than its key less its radius, which rules most of them out unread.
 */
export function nearest(connection: Connection, tenant: Tenant, query: KnnQuery): KnnResult {
  const vector = toFloat32(query.vector);
  const types = typeFilter(tenant.id, query.entityTypes);
  const filter: Values = [tenant.id, vector.length, ...bounds(query.window), ...types.values];
  const where = (...encodings: Encoding[]) =>
    `WHERE o.tenant = ? AND o.dimensions = ? AND o.encoding IN (${encodings}) AND o.time BETWEEN ? AND ?${types.sql}`;
  const everywhere = where(Encoding.whole, Encoding.same, Encoding.delta);

  const inPlace = where(Encoding.whole, Encoding.same);
  const limit = query.k + SLACK;
  const first = connection.all<VectorRow & { rough: number }>(
    `SELECT ${COLUMNS}, ${ROUGH} AS rough ${ROWS} ${inPlace} ORDER BY rough LIMIT ?`,
    ...[toBytes(vector), ...filter, limit],
  );
  const error = relativeError(vector.length);
  const bound = (first[query.k - 1]?.rough ?? Infinity) * (1 + 2 * error) + UNDERFLOW;
  const settled = first.length < limit || (first.at(-1)?.rough ?? 0) > bound;

  const best = new Nearest<Candidate>(query.k, (a, b) => a.sequence - b.sequence);
  const consider = ({ id, sequence, encoding, payload, key }: VectorRow) => {
    const stored = decode(encoding, payload, key);
    best.add(distance(stored, vector), { id, sequence, vector: stored });
  };
  if (settled) first.forEach(consider);
  const rest = settled ? where(Encoding.delta) : everywhere;
  const possible = `SELECT ${COLUMNS} ${ROWS} ${rest} AND min(${ROUGH}, ${OVERFLOW}) * ? - coalesce(o.radius, 0) <= ?`;
  for (const row of connection.each<VectorRow>(possible, ...filter, toBytes(vector), 1 - error, bound)) consider(row);
  const count = `SELECT count(*) AS n FROM observations o ${everywhere}`;
  const compared = connection.get<{ n: number }>(count, ...filter)?.n ?? 0;
  return { hits: best.sorted().map((found) => describe(connection, found)), compared };
}

interface HitRow {
  entity: string;
  type: string;
  sequence: number;
  time: Micros;
  metadata: string | null;
}

function describe(connection: Connection, { distance, item }: Found<Candidate>): Neighbour {
  const row = connection.get<HitRow>(
    `SELECT e.name AS entity, e.type, o.sequence, o.time, o.metadata
     FROM observations o JOIN entities e ON e.id = o.entity WHERE o.id = ?`,
    item.id,
  ) as HitRow;
  return {
    entityId: row.entity,
    entityType: row.type,
    sequence: row.sequence,
    timestamp: row.time,
    distance,
    vector: toShortest(item.vector),
    metadata: row.metadata === null ? {} : JSON.parse(row.metadata),
  };
}
