import { sql } from 'kysely';
import type { Compacted, CompactPlan } from '../store.ts';
import { now } from '../time.ts';
import type { Fragment, Session } from './session.ts';
import type { Tenant } from './tenants.ts';

/** What a snapshot needs: it was there at the snapshot's instant. */
const needed = (tenant: Tenant, from: Fragment, until: Fragment) =>
  sql`EXISTS (SELECT 1 FROM snapshots s WHERE s.tenant = ${tenant.id} AND s.at >= ${from} AND s.at < ${until})`;

const NEXT = sql`(SELECT min(n.since) FROM entity_versions n WHERE n.tenant = v.tenant AND n.name = v.name AND n.since > v.since)`;

/** Drops expired snapshots, then the past that no one can ask for; remembers from when on the past is whole. */
export async function compact(
  session: Session,
  tenant: Tenant,
  { historyBefore, snapshotsBefore = 0 }: CompactPlan,
): Promise<Compacted> {
  const snapshots = await session.run(sql`DELETE FROM snapshots
    WHERE tenant = ${tenant.id} AND (expires_at <= ${now()} OR at < ${snapshotsBefore})`);
  const rows = await session.get(sql<{ n: number; numbers: number; last: number | null }>`WITH gone AS (
      DELETE FROM past p WHERE p.tenant = ${tenant.id} AND p.deleted <= ${historyBefore}
        AND NOT ${needed(tenant, sql`p.recorded`, sql`p.deleted`)} RETURNING dimensions, deleted)
    SELECT count(*) AS n, coalesce(sum(dimensions), 0)::bigint AS numbers, max(deleted) AS last FROM gone`);
  const versions = await session.get(sql<{ last: number | null }>`WITH gone AS (
      DELETE FROM entity_versions v WHERE v.tenant = ${tenant.id} AND ${NEXT} <= ${historyBefore}
        AND NOT ${needed(tenant, sql`v.since`, NEXT)} RETURNING ${NEXT} AS next)
    SELECT max(next) AS last FROM gone`);
  // An end that nothing comes before any more says nothing.
  await session.run(sql`DELETE FROM entity_versions v WHERE v.tenant = ${tenant.id} AND v.gone AND v.since <= ${historyBefore}
    AND NOT EXISTS (SELECT 1 FROM entity_versions b WHERE b.tenant = v.tenant AND b.name = v.name AND b.since < v.since)`);
  const { n, numbers, last } = rows as { n: number; numbers: number; last: number | null };
  tenant.past -= n;
  const whole = Math.max(tenant.past_from ?? 0, last ?? 0, versions?.last ?? 0);
  tenant.past_from = whole === 0 ? null : whole;
  return { history: n, snapshots, bytes: 4 * numbers };
}
