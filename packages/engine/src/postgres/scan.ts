import { sql } from 'kysely';
import { inTurns } from '../slices.ts';
import type { ObservationRecord, Selection } from '../store.ts';
import { OBSERVATION, type ObservationRow, toObservation } from './observation-rows.ts';
import type { Reads } from './reads.ts';
import { selected } from './selection.ts';

/** Numbers and observations of a batch at most: a few megabytes, whatever the length of the vectors. */
const NUMBERS = 131_072;
const OBSERVATIONS = 500;

/**
 * Batches in the order of the primary key, each going on after the last row of the one before in a transaction of its own:
 * nothing stays open while a reader waits. What comes later than the tenant's last sequence is not among what was there.
 */
export async function* scanObservations(
  reads: Reads,
  tenantName: string,
  selection: Selection,
): AsyncGenerator<ObservationRecord[]> {
  const started = await reads.read(tenantName, async (session, tenant) => ({
    tenant,
    condition: await selected(session, tenant, selection),
  }));
  const { tenant, condition } = started;
  for (let after: ObservationRow | undefined; ; ) {
    const place = after
      ? sql`(o.entity, o.dimensions, o.time, o.sequence) > (${after.entity}, ${after.dimensions}, ${after.time}, ${after.sequence})`
      : sql`true`;
    const order = sql`o.entity, o.dimensions, o.time, o.sequence`;
    const rows = await reads.read(tenantName, (session) =>
      session.all(sql<ObservationRow>`SELECT ${OBSERVATION} FROM (
          SELECT o.*, sum(o.dimensions) OVER (ORDER BY ${order}) - o.dimensions AS before FROM (
            SELECT * FROM observations o WHERE ${condition} AND ${place} AND o.sequence <= ${tenant.sequence}
            ORDER BY ${order} LIMIT ${OBSERVATIONS}) o) o
        JOIN entities e ON e.tenant = o.tenant AND e.name = o.entity
        WHERE o.before < ${NUMBERS} ORDER BY ${order}`),
    );
    after = rows.at(-1);
    if (!after) return;
    yield await inTurns(rows, toObservation);
  }
}
