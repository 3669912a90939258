import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { COUNTERS } from './audit.ts';

const TRACKS = `SELECT count(*) AS n FROM tracks t WHERE
  t.observations <> (SELECT count(*) FROM observations o WHERE o.entity = t.entity AND o.dimensions = t.dimensions)
  OR t.first_observed <> (SELECT min(time) FROM observations o WHERE o.entity = t.entity AND o.dimensions = t.dimensions)
  OR t.last_observed <> (SELECT max(time) FROM observations o WHERE o.entity = t.entity AND o.dimensions = t.dimensions)`;
const ORPHANS = `SELECT count(*) AS n FROM observations o WHERE NOT EXISTS (SELECT 1 FROM entities e WHERE e.id = o.entity)
  OR (o.key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM observations k WHERE k.id = o.key))`;

/** Looks at a copy, so that what a killed server left is still there for the next one to recover. */
export async function auditSqlite(directory: string): Promise<string[]> {
  const copy = await mkdtemp(join(tmpdir(), 'vsdb-audit-'));
  try {
    await cp(directory, copy, { recursive: true });
    const database = new DatabaseSync(join(copy, 'vectorscaledb.sqlite'));
    try {
      return look(database);
    } finally {
      database.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function look(database: DatabaseSync): string[] {
  const rows = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[];
  const broken = rows<{ integrity_check: string }>('PRAGMA integrity_check')
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok');
  const count = (sql: string): number => rows<{ n: number }>(sql)[0]?.n ?? 0;
  return [
    ...broken.map((text) => `integrity_check: ${text}`),
    ...COUNTERS.filter(
      ([, kept, counted]) => count(`SELECT count(*) AS n FROM tenants t WHERE ${kept} <> ${counted}`) > 0,
    ).map(([name]) => `the counter of ${name} is wrong`),
    ...(count(TRACKS) > 0 ? ['the summary of a track is wrong'] : []),
    ...(count(ORPHANS) > 0 ? ['an observation has lost its entity or its key'] : []),
  ];
}
