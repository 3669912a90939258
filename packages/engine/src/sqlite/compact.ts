import type { Compacted, CompactPlan } from '../store.ts';
import { now } from '../time.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';

/** What a snapshot needs: it was there at the snapshot's instant. */
const needed = (from: string, until: string) =>
  `EXISTS (SELECT 1 FROM snapshots s WHERE s.tenant = ?1 AND s.at >= ${from} AND s.at < ${until})`;

const OLD_ROWS = `tenant = ?1 AND deleted <= ?2 AND NOT ${needed('past.recorded', 'past.deleted')}`;

const NEXT = `(SELECT min(n.since) FROM entity_versions n
  WHERE n.tenant = entity_versions.tenant AND n.name = entity_versions.name AND n.since > entity_versions.since)`;
const OLD_VERSIONS = `tenant = ?1 AND ${NEXT} <= ?2 AND NOT ${needed('entity_versions.since', NEXT)}`;

/** An end that nothing comes before any more says nothing. */
const OLD_ENDS = `tenant = ?1 AND gone = 1 AND since <= ?2 AND NOT EXISTS (SELECT 1 FROM entity_versions b
  WHERE b.tenant = entity_versions.tenant AND b.name = entity_versions.name AND b.since < entity_versions.since)`;

/** Drops expired snapshots, then the past that no one can ask for; remembers from when on the past is whole. */
export function compact(
  connection: Connection,
  tenant: Tenant,
  { historyBefore, snapshotsBefore = 0 }: CompactPlan,
): Compacted {
  const { changes: snapshots } = connection.run(
    'DELETE FROM snapshots WHERE tenant = ? AND (expires_at <= ? OR at < ?)',
    tenant.id,
    now(),
    snapshotsBefore,
  );
  const rows = connection.get<{ n: number; bytes: number; last: number | null }>(
    `SELECT count(*) AS n, coalesce(sum(length(payload)), 0) AS bytes, max(deleted) AS last FROM past WHERE ${OLD_ROWS}`,
    tenant.id,
    historyBefore,
  ) as { n: number; bytes: number; last: number | null };
  const versions = connection.get<{ last: number | null }>(
    `SELECT max(${NEXT}) AS last FROM entity_versions WHERE ${OLD_VERSIONS}`,
    tenant.id,
    historyBefore,
  );
  connection.run(`DELETE FROM past WHERE ${OLD_ROWS}`, tenant.id, historyBefore);
  connection.run(`DELETE FROM entity_versions WHERE ${OLD_VERSIONS}`, tenant.id, historyBefore);
  connection.run(`DELETE FROM entity_versions WHERE ${OLD_ENDS}`, tenant.id, historyBefore);
  tenant.past -= rows.n;
  const whole = Math.max(tenant.past_from ?? 0, rows.last ?? 0, versions?.last ?? 0);
  tenant.past_from = whole === 0 ? null : whole;
  return { history: rows.n, snapshots, bytes: rows.bytes };
}
