import { sql } from 'kysely';
import type { NodeRecord } from '../store.ts';
import type { Session } from './session.ts';

/** Notes that a server is alive, by the database's clock; those not heard of for this long are not listed, later forgotten. */
export async function noteNode(session: Session, self: NodeRecord): Promise<NodeRecord[]> {
  await session.run(sql`INSERT INTO nodes (id, version, started_at, seen_at, draining, noted)
    VALUES (${self.nodeId}, ${self.version}, ${self.startedAt}, ${self.seenAt}, ${self.draining}, now())
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, draining = excluded.draining, noted = now()`);
  await session.run(sql`DELETE FROM nodes WHERE noted < now() - interval '1 hour'`);
  return session.all(sql<NodeRecord>`SELECT id AS "nodeId", version, started_at AS "startedAt", seen_at AS "seenAt", draining
    FROM nodes WHERE noted > now() - interval '15 seconds' ORDER BY started_at, id`);
}
