import { sql } from 'kysely';
import { toShortest } from '../float32.ts';
import type { Micros, ObservationRecord } from '../store.ts';
import { fromText } from './text.ts';
import { fromSent } from './vectors.ts';

export interface ObservationRow {
  entity: string;
  type: string;
  dimensions: number;
  sequence: number;
  time: Micros;
  recorded: Micros;
  metadata: string | null;
  sent: Buffer;
}

/** Of observations `o` of entities `e`. */
export const OBSERVATION = sql`o.entity, e.type, o.dimensions, o.sequence, o.time, o.recorded, o.metadata, vector_send(o.vector) AS sent`;

export const toObservation = (row: ObservationRow): ObservationRecord => ({
  entityId: fromText(row.entity),
  entityType: fromText(row.type),
  sequence: row.sequence,
  timestamp: row.time,
  recordedAt: row.recorded,
  vector: toShortest(fromSent(row.sent)),
  metadata: row.metadata === null ? {} : JSON.parse(row.metadata),
  compressed: false,
});
