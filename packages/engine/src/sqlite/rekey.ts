import { decode, Encoding, encode } from '../encoding.ts';
import { fromBytes, toBytes } from '../float32.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';

interface Orphan {
  id: number;
  key: number;
}

interface Stored {
  encoding: Encoding;
  payload: Uint8Array | null;
  base: Uint8Array;
}

/** Rows of one track that stay while their key row goes: the first of each group is made whole, the others lean on it. */
export function rekey(connection: Connection, tenant: Tenant, track: { entity: number; dimensions: number }): void {
  const orphans = connection.all<Orphan>(
    `SELECT o.id, o.key FROM observations o WHERE o.entity = ? AND o.dimensions = ?
       AND o.key IN (SELECT id FROM doomed) AND o.id NOT IN (SELECT id FROM doomed) ORDER BY o.key, o.id`,
    track.entity,
    track.dimensions,
  );
  let heir: { of: number; id: number; vector: Float32Array } | undefined;
  for (const { id, key } of orphans) {
    const row = connection.get<Stored>(
      'SELECT o.encoding, o.payload, k.payload AS base FROM observations o JOIN observations k ON k.id = o.key WHERE o.id = ?',
      id,
    ) as Stored;
    const vector = decode(row.encoding, row.payload, row.base);
    const { encoding, payload, radius } =
      heir?.of === key
        ? encode(vector, heir.vector)
        : { encoding: Encoding.whole, payload: toBytes(vector), radius: null };
    const whole = encoding === Encoding.whole;
    if (heir?.of !== key) heir = { of: key, id, vector: fromBytes(toBytes(vector).slice()) };
    connection.run(
      'UPDATE observations SET encoding = ?, key = ?, radius = ?, payload = ? WHERE id = ?',
      encoding,
      whole ? null : (heir?.id ?? null),
      radius,
      payload,
      id,
    );
    tenant.compressed -= Number(whole);
    tenant.vector_bytes += (payload?.length ?? 0) - (row.payload?.length ?? 0);
  }
}
