import { decode, Encoding } from '../encoding.ts';
import { distance, toBytes, toFloat32 } from '../float32.ts';
import { type Found, Nearest } from '../nearest.ts';
import type { SearchQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Candidate } from './hits.ts';
import { living, past, type Source } from './sources.ts';
import type { Tenant } from './tenants.ts';

interface VectorRow {
  id: number;
  sequence: number;
  encoding: Encoding;
  payload: Uint8Array | null;
  key: Uint8Array | null;
}

export type Place = [distance: number, sequence: number];

/** Rows fetched beyond k at first: mostly enough to see that no other row lying in place can be among the nearest. */
const SLACK = 32;

/** How far off, relatively, a 32-bit sum of that many squares can be; twice the textbook bound. */
const relativeError = (length: number) => (length + 4) * 2 ** -23;

/** Squares of numbers below 1e-22 vanish in 32 bits; over the longest vector that hides at most this much distance. */
const UNDERFLOW = 1e-20;

/** Where 32-bit squares overflow a distance comes out infinite; this much of it is sure. */
const OVERFLOW = 1e18;

const ALL = [Encoding.whole, Encoding.same, Encoding.delta];

/** The nearest, how many took part, and how many of them lie within the radius. */
export interface Compared {
  best: Found<Candidate>[];
  compared: number;
  within: number;
}

/**
 * Rough distances, widened by the error they can have, only rule rows out: first they bound how far the
 * k-th nearest can be, then every row that can be as near is computed in 64 bits. Rounding decides nothing. A row
 * stored as a difference is no nearer than its key less its radius, which rules most of them out unread.
 */
export function compare(connection: Connection, tenant: Tenant, query: SearchQuery, after: Place | null): Compared {
  const vector = toFloat32(query.vector);
  const error = relativeError(vector.length);
  const { radius = Infinity, knownAt } = query;
  const most = query.limit + 1;
  const best = new Nearest<Candidate>(most, (a, b) => a.sequence - b.sequence);
  let within = 0;
  const consider = ({ id, sequence, encoding, payload, key }: VectorRow, isPast: boolean) => {
    const stored = decode(encoding, payload, key);
    const d = distance(stored, vector);
    if (d > radius) return;
    within++;
    if (after && (d < after[0] || (d === after[0] && sequence <= after[1]))) return;
    best.add(d, { id, sequence, vector: stored, isPast });
  };
  const live = living(connection, tenant, query);
  const narrow = query.radius === undefined && after === null && query.latestOnly !== true;
  const near = narrow
    ? nearInPlace(connection, live, vector, most, error)
    : { rows: [], bound: radius, settled: false };
  if (near.settled) for (const row of near.rows) consider(row, false);
  const encodings = near.settled ? [Encoding.delta] : ALL;
  const bound = near.bound + UNDERFLOW;
  for (const row of possible(connection, live, encodings, vector, error, bound)) consider(row, false);
  let compared = live.count(ALL);
  if (knownAt !== undefined) {
    const before = past(connection, tenant, query, knownAt);
    for (const row of possible(connection, before, ALL, vector, error, bound)) consider(row, true);
    compared += before.count(ALL);
  }
  return { best: best.sorted(), within, compared };
}

/** What lies in place and is roughly nearest, how far the farthest wanted can be, and whether no other row in place can be as near. */
function nearInPlace(connection: Connection, source: Source, vector: Float32Array, most: number, error: number) {
  const { sql, values } = source.where([Encoding.whole, Encoding.same]);
  const fetched = most + SLACK;
  const rows = connection.all<VectorRow & { rough: number }>(
    `SELECT ${source.columns}, ${source.rough} AS rough ${sql} ORDER BY rough LIMIT ?`,
    toBytes(vector),
    ...values,
    fetched,
  );
  const bound = (rows[most - 1]?.rough ?? Infinity) * (1 + 2 * error);
  const settled = rows.length < fetched || (rows.at(-1)?.rough ?? 0) > bound + UNDERFLOW;
  return { rows, bound, settled };
}

/** Every row that can be within the bound. */
function possible(
  connection: Connection,
  source: Source,
  encodings: readonly Encoding[],
  vector: Float32Array,
  error: number,
  bound: number,
): Iterable<VectorRow> {
  const { sql, values } = source.where(encodings);
  return connection.each<VectorRow>(
    `SELECT ${source.columns} ${sql} AND min(${source.rough}, ${OVERFLOW}) * ? - ${source.slack} <= ?`,
    ...values,
    toBytes(vector),
    1 - error,
    bound,
  );
}
