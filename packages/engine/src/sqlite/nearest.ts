import { decode, Encoding } from '../encoding.ts';
import { distance, toBytes, toFloat32, toShortest } from '../float32.ts';
import { Nearest } from '../nearest.ts';
import type { KnnQuery, KnnResult, Micros } from '../store.ts';
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

const COLUMNS = 'o.id, o.sequence, o.encoding, o.payload, k.payload AS key';
const WITH_KEY = 'FROM observations o LEFT JOIN observations k ON k.id = o.key';

/** Rows fetched beyond k, so that one query mostly settles which rows can be among the nearest. */
const SLACK = 32;

/** Squares of numbers below 1e-22 vanish in 32 bits; over the longest vector that hides at most this much distance. */
const UNDERFLOW = 1e-20;

/** Where 32-bit squares overflow a distance comes out infinite; this much is sure, and rules out no row wrongly. */
const OVERFLOW = 1e18;

/**
 * Exact search. sqlite-vec computes distances where the rows lie, in 32 bits; widened by the error such sums can
 * have, they only rule rows out. What is left is computed in 64 bits, so rounding decides nothing.
 */
export function nearest(connection: Connection, tenant: Tenant, query: KnnQuery): KnnResult {
  const vector = toFloat32(query.vector);
  const types = typeFilter(tenant.id, query.entityTypes);
  const filter = [tenant.id, vector.length, ...bounds(query.window), ...types.values];
  const where = (...encodings: Encoding[]) =>
    `WHERE o.tenant = ? AND o.dimensions = ? AND o.encoding IN (${encodings}) AND o.time BETWEEN ? AND ?${types.sql}`;
  const best = new Nearest<Candidate>(query.k, (a, b) => a.sequence - b.sequence);
  const consider = ({ id, sequence, encoding, payload, key }: VectorRow) => {
    const stored = decode(encoding, payload, key);
    best.add(distance(stored, vector), { id, sequence, vector: stored });
  };
  addInPlace(connection, where(Encoding.whole, Encoding.same), filter, vector, query.k, consider);
  best.sorted();
  addDifferences(connection, where(Encoding.delta), filter, vector, best.limit, consider);

  const count = `SELECT count(*) AS n FROM observations o ${where(...Object.values(Encoding))}`;
  const compared = connection.get<{ n: number }>(count, ...filter)?.n ?? 0;
  const hits = best.sorted().map(({ distance, item }) => ({
    ...describe(connection, item.id),
    distance,
    vector: toShortest(item.vector),
  }));
  return { hits, compared };
}

type Consider = (row: VectorRow) => void;

/** How far off, relatively, a 32-bit sum of that many squares can be; twice the textbook bound. */
const relativeError = (length: number) => (length + 4) * 2 ** -23;

/** Rows that lie whole, or equal one that does: asks for more of the nearest until the last surely cannot matter. */
function addInPlace(
  connection: Connection,
  where: string,
  filter: Values,
  vector: Float32Array,
  k: number,
  consider: Consider,
) {
  const rough = 'vec_distance_L2(coalesce(k.payload, o.payload), ?) AS rough';
  const sql = `SELECT ${COLUMNS}, ${rough} ${WITH_KEY} ${where} ORDER BY rough LIMIT ?`;
  for (let limit = k + SLACK; ; limit *= 4) {
    const rows = connection.all<VectorRow & { rough: number }>(sql, toBytes(vector), ...filter, limit);
    const bound = (rows[k - 1]?.rough ?? Infinity) * (1 + 2 * relativeError(vector.length)) + UNDERFLOW;
    if (rows.length === limit && (rows.at(-1)?.rough ?? 0) <= bound) continue;
    return rows.forEach(consider);
  }
}

/** Rows stored as differences: one is no nearer than its key less its radius, which rules most out unread. */
function addDifferences(
  connection: Connection,
  where: string,
  filter: Values,
  vector: Float32Array,
  limit: number,
  consider: Consider,
) {
  const sql = `SELECT ${COLUMNS} ${WITH_KEY} ${where} AND min(vec_distance_L2(k.payload, ?), ${OVERFLOW}) * ? - o.radius <= ?`;
  const least = 1 - relativeError(vector.length);
  for (const row of connection.each<VectorRow>(
    sql,
    ...filter,
    toBytes(vector),
    least,
    limit * (1 + 1e-12) + UNDERFLOW,
  )) {
    consider(row);
  }
}

interface HitRow {
  entity: string;
  type: string;
  sequence: number;
  time: Micros;
  metadata: string | null;
}

function describe(connection: Connection, id: number) {
  const row = connection.get<HitRow>(
    `SELECT e.name AS entity, e.type, o.sequence, o.time, o.metadata
     FROM observations o JOIN entities e ON e.id = o.entity WHERE o.id = ?`,
    id,
  ) as HitRow;
  return {
    entityId: row.entity,
    entityType: row.type,
    sequence: row.sequence,
    timestamp: row.time,
    metadata: row.metadata === null ? {} : JSON.parse(row.metadata),
  };
}
