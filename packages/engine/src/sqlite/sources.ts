import type { Encoding } from '../encoding.ts';
import type { Micros, SearchQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import { bounds } from './filters.ts';
import type { Tenant } from './tenants.ts';
import { typeAt } from './versions.ts';

type Values = (string | number)[];

/** A table that a search compares rows of, and the rows of it that take part. */
export interface Source {
  columns: string;
  /** sqlite-vec computes with what lies in the row, or in the row's key: in 32 bits, where the bytes are. Takes the vector. */
  rough: string;
  /** How much nearer than its rough distance a row can be. */
  slack: string;
  where(encodings: readonly Encoding[]): { sql: string; values: Values };
  count(encodings: readonly Encoding[]): number;
}

class Filter {
  readonly values: Values = [];
  readonly #conditions: string[] = [];

  add(condition: string, ...values: Values): this {
    this.#conditions.push(condition);
    this.values.push(...values);
    return this;
  }

  get sql(): string {
    return this.#conditions.join(' AND ');
  }
}

/** What is stored and not deleted. */
export function living(connection: Connection, tenant: Tenant, query: SearchQuery): Source {
  const { window, vector, latestOnly, exceptEntity, entityTypes, knownAt } = query;
  const [start, end] = bounds(window);
  const filter = latestOnly
    ? new Filter().add(LATEST, start, end, vector.length, tenant.id)
    : new Filter().add(
        'o.tenant = ? AND o.dimensions = ? AND o.time BETWEEN ? AND ?',
        tenant.id,
        vector.length,
        start,
        end,
      );
  if (exceptEntity !== undefined) filter.add(OTHERS, tenant.id, exceptEntity);
  if (knownAt !== undefined) filter.add('o.recorded <= ?', knownAt);
  if (entityTypes) filter.add(...livingTypes(tenant, entityTypes, knownAt));
  const { sql, values } = filter;
  return {
    columns: 'o.id, o.sequence, o.encoding, o.payload, k.payload AS key',
    rough: 'vec_distance_L2(coalesce(k.payload, o.payload), ?)',
    slack: 'coalesce(o.radius, 0)',
    where: (encodings) => ({
      sql: `FROM observations o LEFT JOIN observations k ON k.id = o.key WHERE o.encoding IN (${encodings}) AND ${sql}`,
      values,
    }),
    count: (encodings) => count(connection, `observations o WHERE o.encoding IN (${encodings}) AND ${sql}`, values),
  };
}

/** What was deleted later than an instant, and was stored by then. Whole rows all. */
export function past(connection: Connection, tenant: Tenant, query: SearchQuery, knownAt: Micros): Source {
  const [start, end] = bounds(query.window);
  const filter = new Filter()
    .add('o.tenant = ? AND o.deleted > ? AND o.dimensions = ?', tenant.id, knownAt, query.vector.length)
    .add('o.recorded <= ? AND o.time BETWEEN ? AND ?', knownAt, start, end);
  if (query.exceptEntity !== undefined) filter.add('o.entity <> ?', query.exceptEntity);
  if (query.entityTypes) filter.add(...typesAt('o.entity', tenant, query.entityTypes, knownAt));
  const { sql, values } = filter;
  return {
    columns: 'o.id, o.sequence, 0 AS encoding, o.payload, NULL AS key',
    rough: 'vec_distance_L2(o.payload, ?)',
    slack: '0',
    where: () => ({ sql: `FROM past o WHERE ${sql}`, values }),
    count: () => count(connection, `past o WHERE ${sql}`, values),
  };
}

const count = (connection: Connection, from: string, values: Values): number =>
  connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, ...values)?.n ?? 0;

const OTHERS = 'o.entity IS NOT (SELECT id FROM entities WHERE tenant = ? AND name = ?)';

/** Each entity's latest row of a length in a window: one look-up in the index by entity and time for each track. */
const LATEST = `o.id IN (SELECT (SELECT l.id FROM observations l
    WHERE l.entity = t.entity AND l.dimensions = t.dimensions AND l.time BETWEEN ? AND ?
    ORDER BY l.time DESC, l.sequence DESC LIMIT 1)
  FROM entities e CROSS JOIN tracks t ON t.entity = e.id AND t.dimensions = ? WHERE e.tenant = ?)`;

function livingTypes(tenant: Tenant, types: readonly string[], knownAt: Micros | undefined): [string, ...Values] {
  if (knownAt !== undefined) return typesAt('(SELECT name FROM entities WHERE id = o.entity)', tenant, types, knownAt);
  const sql = 'o.entity IN (SELECT id FROM entities WHERE tenant = ? AND type IN (SELECT value FROM json_each(?)))';
  return [sql, tenant.id, JSON.stringify(types)];
}

const typesAt = (name: string, tenant: Tenant, types: readonly string[], at: Micros): [string, ...Values] => [
  `${typeAt(name)} IN (SELECT value FROM json_each(?))`,
  tenant.id,
  at,
  JSON.stringify(types),
];
