import { type RawBuilder, sql } from 'kysely';
import { assertKept } from '../as-of.ts';
import type { CursorSeal } from '../cursor.ts';
import { distance, toFloat32, toShortest } from '../float32.ts';
import { type Found, Nearest } from '../nearest.ts';
import { inTurns } from '../slices.ts';
import type { Micros, Neighbour, SearchQuery, SearchResult } from '../store.ts';
import { typeAt } from './filters.ts';
import { Rough } from './rough.ts';
import type { Fragment, Session } from './session.ts';
import { compared } from './sources.ts';
import type { Tenant } from './tenants.ts';
import { fromText } from './text.ts';
import { fromSent } from './vectors.ts';

interface Row {
  entity: string;
  time: Micros;
  sequence: number;
  metadata: string | null;
  sent: Buffer;
  rough: number;
}

interface Candidate extends Omit<Row, 'sent'> {
  vector: Float32Array;
}

type Place = [distance: number, sequence: number];

/** Rows fetched beyond k at first: mostly enough to see that no other row can be among the nearest. */
const SLACK = 32;

/**
 * Exact search. The database computes rough distances and hands over the rows that are roughly nearest; where one beyond them
 * could still be among the nearest, every row that can be is handed over. Distances are computed from those in 64 bits.
 */
export async function search(
  session: Session,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  query: SearchQuery,
): Promise<SearchResult> {
  const { limit, cursor, knownAt, ...rest } = query;
  assertKept(tenant, knownAt);
  const scope = [tenantName, 'search', rest, knownAt ?? null];
  const after = cursor === undefined ? null : (JSON.parse(seal.open(scope, cursor)) as Place);
  const vector = toFloat32(query.vector);
  const comparison = new Comparison(session, vector, compared(tenant, query), query, after);
  const best = await comparison.nearest();
  const hits = best.slice(0, limit);
  const last = hits.at(-1);
  const count = await comparison.count(sql`true`);
  return {
    hits: await describe(session, tenant, hits, knownAt),
    compared: count,
    within: query.radius === undefined ? count : await comparison.within(query.radius),
    nextCursor:
      best.length > limit && last ? seal.seal(scope, JSON.stringify([last.distance, last.item.sequence])) : null,
  };
}

class Comparison {
  readonly #session: Session;
  readonly #vector: Float32Array;
  readonly #rough: Rough;
  readonly #rows: Fragment;
  readonly #query: SearchQuery;
  readonly #after: Place | null;

  constructor(session: Session, vector: Float32Array, rows: Fragment, query: SearchQuery, after: Place | null) {
    this.#session = session;
    this.#vector = vector;
    this.#rough = new Rough(vector);
    this.#rows = rows;
    this.#query = query;
    this.#after = after;
  }

  /** One more than asked for, after the place. */
  async nearest(): Promise<Found<Candidate>[]> {
    const { limit, radius = Infinity } = this.#query;
    const fetched = limit + 1 + SLACK;
    const rows = await this.#session.all(sql<Row>`${this.#possible(radius)} ORDER BY rough LIMIT ${fetched}`);
    const first = this.#empty();
    for (const row of rows) this.#consider(first, row);
    const best = first.sorted();
    if (rows.length < fetched || this.#rough.least(rows.at(-1)?.rough as number) > first.limit) return best;
    const every = this.#empty();
    const bound = Math.min(radius, first.limit);
    for await (const row of this.#session.each(this.#possible(bound))) this.#consider(every, row);
    return every.sorted();
  }

  async count(condition: Fragment): Promise<number> {
    const count = sql<{ n: number }>`SELECT count(*) AS n FROM (${this.#rows}) o WHERE ${condition}`;
    return (await this.#session.get(count))?.n ?? 0;
  }

  /** Of those at a radius, give or take what 32 bits can err, each is computed. */
  async within(radius: number): Promise<number> {
    const sure = this.#rough.isWithin(radius);
    let within = await this.count(sure);
    const close = sql<Row>`${this.#select(sql`${this.#rough.canBeWithin(radius)} AND NOT (${sure})`)}`;
    for await (const { sent } of this.#session.each(close)) {
      if (distance(fromSent(sent), this.#vector) <= radius) within++;
    }
    return within;
  }

  #empty(): Nearest<Candidate> {
    return new Nearest(this.#query.limit + 1, (a, b) => a.sequence - b.sequence);
  }

  #consider(best: Nearest<Candidate>, { sent, ...row }: Row): void {
    const vector = fromSent(sent);
    const d = distance(vector, this.#vector);
    if (d > (this.#query.radius ?? Infinity)) return;
    const after = this.#after;
    if (after && (d < after[0] || (d === after[0] && row.sequence <= after[1]))) return;
    best.add(d, { ...row, vector });
  }

  /** Rows that can be within a bound and after the place. */
  #possible(bound: number): RawBuilder<Row> {
    const beyond = this.#after ? this.#rough.canBeBeyond(this.#after[0]) : sql`true`;
    return this.#select(sql`${this.#rough.canBeWithin(bound)} AND ${beyond}`);
  }

  #select(condition: Fragment): RawBuilder<Row> {
    return sql<Row>`SELECT o.entity, o.time, o.sequence, o.metadata, vector_send(o.vector) AS sent,
      ${this.#rough.distance} AS rough FROM (${this.#rows}) o WHERE ${condition}`;
  }
}

/** What is known of the rows found; as of an instant, under the types that their entities had then. */
async function describe(
  session: Session,
  tenant: Tenant,
  hits: readonly Found<Candidate>[],
  knownAt: Micros | undefined,
): Promise<Neighbour[]> {
  const names = [...new Set(hits.map(({ item }) => item.entity))];
  const types =
    knownAt === undefined
      ? sql<{
          name: string;
          type: string;
        }>`SELECT name, type FROM entities WHERE tenant = ${tenant.id} AND name = ANY(${names})`
      : sql<{ name: string; type: string }>`SELECT n.name, ${typeAt(tenant, sql`n.name`, knownAt)} AS type
          FROM unnest(${names}::text[]) AS n(name)`;
  const typeOf = new Map((await session.all(types)).map(({ name, type }) => [name, type]));
  return inTurns(hits, ({ distance, item }) => ({
    entityId: fromText(item.entity),
    entityType: fromText(typeOf.get(item.entity) as string),
    sequence: item.sequence,
    timestamp: item.time,
    distance,
    vector: toShortest(item.vector),
    metadata: item.metadata === null ? {} : JSON.parse(item.metadata),
  }));
}
