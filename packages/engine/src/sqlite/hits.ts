import { toShortest } from '../float32.ts';
import type { Found } from '../nearest.ts';
import type { Micros, Neighbour } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';
import { typeAt } from './versions.ts';

/** A row compared, in the table of the living or in that of the past. */
export interface Candidate {
  id: number;
  sequence: number;
  vector: Float32Array;
  isPast: boolean;
}

/** A hit whose vector has yet to be shown. */
type Described = Omit<Neighbour, 'vector'> & { vector: Float32Array };

export const shown = ({ vector, ...rest }: Described): Neighbour => ({ ...rest, vector: toShortest(vector) });

interface HitRow {
  entity: string;
  type: string;
  sequence: number;
  time: Micros;
  metadata: string | null;
}

const LIVING = `SELECT e.name AS entity, e.type, o.sequence, o.time, o.metadata
  FROM observations o JOIN entities e ON e.id = o.entity WHERE o.id = ?`;
const PAST = "SELECT o.entity, '' AS type, o.sequence, o.time, o.metadata FROM past o WHERE o.id = ?";
const TYPE_AT = `SELECT ${typeAt('?')} AS type`;

/** What is known of a row found; as of an instant, under the type that its entity had then. */
export function describeHit(
  connection: Connection,
  tenant: Tenant,
  { distance, item }: Found<Candidate>,
  knownAt: Micros | undefined,
): Described {
  const row = connection.get<HitRow>(item.isPast ? PAST : LIVING, item.id) as HitRow;
  const typeThen =
    knownAt === undefined ? undefined : connection.get<{ type: string }>(TYPE_AT, tenant.id, row.entity, knownAt)?.type;
  return {
    entityId: row.entity,
    entityType: typeThen ?? row.type,
    sequence: row.sequence,
    timestamp: row.time,
    distance,
    vector: item.vector,
    metadata: row.metadata === null ? {} : JSON.parse(row.metadata),
  };
}
