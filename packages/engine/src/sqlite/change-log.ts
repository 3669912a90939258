import { StoreError } from '../errors.ts';
import type { Change, Micros } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';

interface ChangeRow {
  sequence: number;
  entity: string;
  entity_type: string;
  change: Change['changeType'];
  at: Micros;
  observed_at: Micros | null;
  dimensions: number | null;
}

/**
 * The durable log of what happened, kept to a number of changes per tenant. An event's id names this very log by its
 * epoch, so an id from a log that is gone is refused instead of taken for a place in this one.
 */
export class ChangeLog {
  readonly #connection: Connection;
  readonly #epoch: string;
  readonly #kept: number;

  constructor(connection: Connection, epoch: Uint8Array, kept: number) {
    this.#connection = connection;
    this.#epoch = Buffer.from(epoch).toString('hex');
    this.#kept = kept;
  }

  /** Records a change under the tenant's next sequence, which it returns. */
  append(tenant: Tenant, change: Omit<Change, 'id' | 'sequence'>): number {
    const sequence = ++tenant.sequence;
    this.#connection.run(
      `INSERT INTO changes (tenant, sequence, entity, entity_type, change, at, observed_at, dimensions)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      tenant.id,
      sequence,
      change.entityId,
      change.entityType,
      change.changeType,
      change.timestamp,
      change.observedAt,
      change.dimensions,
    );
    return sequence;
  }

  /** Drops what is beyond the bound; called once per write, before the tenant is saved. */
  trim(tenant: Tenant): void {
    const dropped = tenant.sequence - this.#kept;
    if (dropped <= tenant.dropped) return;
    this.#connection.run('DELETE FROM changes WHERE tenant = ? AND sequence <= ?', tenant.id, dropped);
    tenant.dropped = dropped;
  }

  read(tenant: Tenant, after: number, limit: number): Change[] {
    if (after < tenant.dropped) throw expired('is older than the change log keeps');
    const rows = this.#connection.all<ChangeRow>(
      `SELECT sequence, entity, entity_type, change, at, observed_at, dimensions
       FROM changes WHERE tenant = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
      tenant.id,
      after,
      limit,
    );
    return rows.map((row) => ({
      id: this.id(row.sequence),
      sequence: row.sequence,
      entityId: row.entity,
      entityType: row.entity_type,
      changeType: row.change,
      timestamp: row.at,
      observedAt: row.observed_at,
      dimensions: row.dimensions,
    }));
  }

  id(sequence: number): string {
    return `${this.#epoch}-${sequence}`;
  }

  /** The place an event id names; refused when it is none this log gave or can still go on from. */
  place(tenant: Tenant, id: string): number {
    const [epoch, digits] = id.split('-');
    const sequence = /^\d{1,15}$/.test(digits ?? '') ? Number(digits) : Number.NaN;
    if (epoch !== this.#epoch || !(sequence <= tenant.sequence)) throw expired('is not one of this change log');
    if (sequence < tenant.dropped) throw expired('is older than the change log keeps');
    return sequence;
  }
}

const expired = (why: string) => new StoreError('cursor_expired', `the event id ${why}: start again without it`);
