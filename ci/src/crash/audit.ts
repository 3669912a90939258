import type { Place } from '../servers/stores.ts';
import { auditPostgres } from './audit-postgres.ts';
import { auditSqlite } from './audit-sqlite.ts';

/** What is wrong below the server, seen with the database's own means: indexes that do not fit their tables, counters that lie. */
export const audit = ({ data }: Place): Promise<string[]> =>
  'directory' in data ? auditSqlite(data.directory) : auditPostgres(data.databaseUrl);

/** Counters that a store keeps, and the counts that they stand for: each pair must be the same for every tenant. */
export const COUNTERS: readonly [name: string, kept: string, counted: string][] = [
  ['entities', 't.entities', '(SELECT count(*) FROM entities e WHERE e.tenant = t.id)'],
  ['observations', 't.observations', '(SELECT count(*) FROM observations o WHERE o.tenant = t.id)'],
  ['past observations', 't.past', '(SELECT count(*) FROM past p WHERE p.tenant = t.id)'],
  ['sequences', 't.sequence - t.dropped', '(SELECT count(*) FROM changes c WHERE c.tenant = t.id)'],
  ['the last sequence', 't.sequence', '(SELECT coalesce(max(sequence), 0) FROM changes c WHERE c.tenant = t.id)'],
];
