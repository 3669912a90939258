import { type Encoded, Encoding, encode } from '../encoding.ts';
import { fromBytes, toFloat32 } from '../float32.ts';
import type { Micros, NewObservation, StoredObservation } from '../store.ts';
import type { ChangeLog } from './change-log.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';
import { recordVersion } from './versions.ts';

interface EntityRow {
  id: number;
  type: string;
}

interface TrackRow {
  key: number;
  key_uses: number;
  payload: Uint8Array;
}

/** An observation on its way into the table. */
export interface Row {
  sequence: number;
  time: Micros;
  vector: Float32Array;
  /** As JSON text. */
  metadata: string | null;
}

/** A whole row at least this often, so that few rows ever depend on one. */
const KEY_EVERY = 256;

/** Stores observations for a tenant, whose counters it advances; the caller saves them in the same transaction. */
export class Ingestion {
  readonly #connection: Connection;
  readonly #log: ChangeLog;

  constructor(connection: Connection, log: ChangeLog) {
    this.#connection = connection;
    this.#log = log;
  }

  store(tenant: Tenant, observation: NewObservation): StoredObservation {
    const at = tenant.clock;
    const time = observation.timestamp ?? at;
    const { entity, created } = this.#entity(tenant, observation, at);
    const sequence = this.#log.append(tenant, {
      entityId: observation.entityId,
      entityType: entity.type,
      changeType: created ? 'created' : 'updated',
      timestamp: at,
      observedAt: time,
      dimensions: observation.vector.length,
    });
    const vector = toFloat32(observation.vector);
    const { metadata } = observation;
    const encoding = this.place(tenant, entity.id, {
      sequence,
      time,
      vector,
      metadata: metadata ? JSON.stringify(metadata) : null,
    });
    return { entityId: observation.entityId, sequence, timestamp: time, compressed: encoding !== Encoding.whole };
  }

  /** Puts a row in its track, recorded now, and counts it; returns how it lies there. */
  place(tenant: Tenant, entity: number, row: Row): Encoding {
    const { encoding, payload } = this.#insert(tenant, entity, row);
    tenant.observations++;
    tenant.compressed += Number(encoding !== Encoding.whole);
    tenant.vector_bytes += payload?.length ?? 0;
    return encoding;
  }

  #entity(
    tenant: Tenant,
    { entityId, entityType }: NewObservation,
    at: Micros,
  ): { entity: EntityRow; created: boolean } {
    const known = this.#connection.get<EntityRow>(
      'SELECT id, type FROM entities WHERE tenant = ? AND name = ?',
      tenant.id,
      entityId,
    );
    if (known) {
      const type = entityType ?? known.type;
      this.#connection.run('UPDATE entities SET type = ?, updated_at = ? WHERE id = ?', type, at, known.id);
      if (type !== known.type) recordVersion(this.#connection, known.id, at);
      return { entity: { id: known.id, type }, created: false };
    }
    const type = entityType ?? 'UNKNOWN';
    const { id } = this.#connection.run(
      'INSERT INTO entities (tenant, name, type, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
      tenant.id,
      entityId,
      type,
      at,
      at,
    );
    recordVersion(this.#connection, id, at);
    tenant.entities++;
    return { entity: { id, type }, created: true };
  }

  #insert(tenant: Tenant, entity: number, { sequence, time, vector, metadata }: Row): Encoded {
    const track = this.#track(entity, vector.length);
    const usable = track && track.key_uses < KEY_EVERY ? track : undefined;
    const encoded = encode(vector, usable ? fromBytes(usable.payload) : null);
    const whole = encoded.encoding === Encoding.whole;
    const { id } = this.#connection.run(
      `INSERT INTO observations (tenant, sequence, entity, dimensions, encoding, time, recorded, key, radius, metadata, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      tenant.id,
      sequence,
      entity,
      vector.length,
      encoded.encoding,
      time,
      tenant.clock,
      whole ? null : (usable?.key ?? null),
      encoded.radius,
      metadata,
      encoded.payload,
    );
    this.#advance(entity, vector.length, time, whole ? id : undefined);
    return encoded;
  }

  #track(entity: number, dimensions: number): TrackRow | undefined {
    return this.#connection.get<TrackRow>(
      `SELECT t.key, t.key_uses, k.payload FROM tracks t JOIN observations k ON k.id = t.key
       WHERE t.entity = ? AND t.dimensions = ?`,
      entity,
      dimensions,
    );
  }

  /** Counts an observation into its track; a new key row takes the place of the one before. */
  #advance(entity: number, dimensions: number, time: Micros, newKey?: number): void {
    const counts =
      'observations = observations + 1, first_observed = min(first_observed, ?3), last_observed = max(last_observed, ?3)';
    if (newKey === undefined) {
      const sql = `UPDATE tracks SET ${counts}, key_uses = key_uses + 1 WHERE entity = ?1 AND dimensions = ?2`;
      this.#connection.run(sql, entity, dimensions, time);
      return;
    }
    this.#connection.run(
      `INSERT INTO tracks (entity, dimensions, observations, first_observed, last_observed, key, key_uses)
       VALUES (?1, ?2, 1, ?3, ?3, ?4, 0) ON CONFLICT DO UPDATE SET ${counts}, key_uses = 0, key = ?4`,
      entity,
      dimensions,
      time,
      newKey,
    );
  }
}
