import { decode, Encoding } from '../encoding.ts';
import { toShortest } from '../float32.ts';
import type { Micros, ObservationRecord } from '../store.ts';
import type { Connection } from './connection.ts';

interface Row {
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
export function readObservation(connection: Connection, id: number): ObservationRecord | undefined {
  const row = connection.get<Row>(ROW, id);
  return (
    row && {
      entityId: row.entity,
      entityType: row.type,
      sequence: row.sequence,
      timestamp: row.time,
      recordedAt: row.recorded,
      vector: toShortest(decode(row.encoding, row.payload, row.key)),
      metadata: row.metadata === null ? {} : JSON.parse(row.metadata),
      compressed: row.encoding !== Encoding.whole,
    }
  );
}
