import pg from 'pg';
import { COUNTERS } from './audit.ts';

const TRACKS = `SELECT count(*)::int AS n FROM tracks t WHERE t.observations <>
  (SELECT count(*) FROM observations o WHERE (o.tenant, o.entity, o.dimensions) = (t.tenant, t.entity, t.dimensions))`;

/** The same rows by every way there is to read them: a digest over the table, and over each of its indexes. */
const BY_TABLE = [
  'SET enable_seqscan = on',
  'SET enable_indexscan = off',
  'SET enable_bitmapscan = off',
  'SET enable_indexonlyscan = off',
];
const BY_INDEX = [
  'SET enable_seqscan = off',
  'SET enable_indexscan = on',
  'SET enable_bitmapscan = on',
  'SET enable_indexonlyscan = on',
];
const READS: readonly [name: string, sql: string][] = [
  [
    'observations by window',
    digest('observations o, tenants t', 'o.sequence', 'o.tenant = t.id AND o.dimensions > 0 AND o.time > 0'),
  ],
  [
    'observations by entity',
    digest('observations o, entities e', 'o.sequence', '(o.tenant, o.entity) = (e.tenant, e.name)'),
  ],
  ['entities by type', digest('entities e, tenants t', 'e.created_at', "e.tenant = t.id AND e.type >= ''")],
  ['past by sequence', digest('past p, tenants t', 'p.sequence', 'p.tenant = t.id AND p.sequence > 0')],
  ['changes by sequence', digest('changes c, tenants t', 'c.sequence', 'c.tenant = t.id AND c.sequence > 0')],
];

function digest(from: string, value: string, where: string): string {
  return `SELECT count(*) || '/' || coalesce(sum(${value}), 0) AS digest FROM ${from} WHERE ${where}`;
}

export async function auditPostgres(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const count = async (sql: string): Promise<number> => (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
    const found: string[] = [];
    for (const [name, kept, counted] of COUNTERS)
      if ((await count(`SELECT count(*)::int AS n FROM tenants t WHERE ${kept} <> ${counted}`)) > 0)
        found.push(`the counter of ${name} is wrong`);
    if ((await count(TRACKS)) > 0) found.push('the summary of a track is wrong');
    for (const [name, sql] of READS) {
      const digests: string[] = [];
      for (const ways of [BY_TABLE, BY_INDEX]) {
        for (const way of ways) await client.query(way);
        digests.push((await client.query<{ digest: string }>(sql)).rows[0]?.digest ?? '');
      }
      if (digests[0] !== digests[1]) found.push(`${name}: ${digests[0]} in the table, ${digests[1]} by the index`);
    }
    return found;
  } finally {
    await client.end();
  }
}
