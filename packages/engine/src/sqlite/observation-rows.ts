import { decode, Encoding } from '../encoding.ts';
import { toShortest } from '../float32.ts';
import type { Micros, ObservationRecord } from '../store.ts';
import type { Connection } from './connection.ts';

export interface ObservationRow {
  entity: string;
  type: string;
  sequence: number;
  time: Micros;
  recorded: Micros;
  metadata: string | null;
  encoding: Encoding;
  payload: Uint8Array | null;
  key: Uint8Array | null;
}

const ROW = `SELECT e.name AS entity, e.type, o.sequence, o.time, o.recorded, o.metadata, o.encoding, o.payload, k.payload AS key
  FROM observations o JOIN entities e ON e.id = o.entity LEFT JOIN observations k ON k.id = o.key WHERE o.id = ?`;

/** A stored observation, whole; nothing when it has been deleted since it was found. */
export const readRow = (connection: Connection, id: number): ObservationRow | undefined =>
  connection.get<ObservationRow>(ROW, id);

/** Costs far more than reading it: each number becomes the shortest decimal there is for it. */
export const toObservation = (row: ObservationRow): ObservationRecord => ({
  entityId: row.entity,
  entityType: row.type,
  sequence: row.sequence,
  timestamp: row.time,
  recordedAt: row.recorded,
  vector: toShortest(decode(row.encoding, row.payload, row.key)),
  metadata: row.metadata === null ? {} : JSON.parse(row.metadata),
  compressed: row.encoding !== Encoding.whole,
});
