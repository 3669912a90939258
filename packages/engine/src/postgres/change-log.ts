import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { Change } from '../store.ts';
import { bigint, integer, text } from './copy.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText, toText } from './text.ts';

interface ChangeRow {
  dropped: number;
  sequence: number | null;
  entity: string;
  entity_type: string;
  change: Change['changeType'];
  at: number;
  observed_at: number | null;
  dimensions: number | null;
}

export type NewChange = Omit<Change, 'id' | 'sequence'>;

const COLUMNS = ['tenant', 'sequence', 'entity', 'entity_type', 'change', 'at', 'observed_at', 'dimensions'];

/**
 * The durable log of what happened: an outbox written in the transaction of what it tells of, under sequences that follow the
 * order of commits. An event's id names this very log by its epoch.
 */
export class ChangeLog {
  readonly #epoch: string;
  readonly #kept: number;

  constructor(epoch: Uint8Array, kept: number) {
    this.#epoch = Buffer.from(epoch).toString('hex');
    this.#kept = kept;
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** Records changes under the tenant's next sequences; the first of them is returned. */
  async append(session: Session, tenant: Tenant, changes: readonly NewChange[]): Promise<number> {
    const first = tenant.sequence + 1;
    tenant.sequence += changes.length;
    if (changes.length === 0) return first;
    const rows = changes.map((change, i) => [
      bigint(tenant.id),
      bigint(first + i),
      text(toText(change.entityId)),
      text(toText(change.entityType)),
      text(change.changeType),
      bigint(change.timestamp),
      change.observedAt === null ? null : bigint(change.observedAt),
      change.dimensions === null ? null : integer(change.dimensions),
    ]);
    await session.copy('changes', COLUMNS, rows);
    return first;
  }

  /** Drops what is beyond the bound; called once per transaction, before the tenant is saved. */
  async trim(session: Session, tenant: Tenant): Promise<void> {
    const dropped = tenant.sequence - this.#kept;
    if (dropped <= tenant.dropped) return;
    await session.run(sql`DELETE FROM changes WHERE tenant = ${tenant.id} AND sequence <= ${dropped}`);
    tenant.dropped = dropped;
  }

  /** One statement, so that what was dropped and what is left are of one instant. */
  async read(session: Session, tenant: string, after: number, limit: number): Promise<Change[]> {
    const rows = await session.all(sql<ChangeRow>`SELECT t.dropped, c.* FROM tenants t LEFT JOIN LATERAL (
        SELECT sequence, entity, entity_type, change, at, observed_at, dimensions FROM changes
        WHERE changes.tenant = t.id AND sequence > ${after} ORDER BY sequence LIMIT ${limit}) c ON true
      WHERE t.name = ${tenant} ORDER BY c.sequence`);
    if (after < (rows[0]?.dropped ?? 0)) throw expired('is older than the change log keeps');
    return rows.filter(({ sequence }) => sequence !== null).map((row) => this.#change(row));
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

  #change(row: ChangeRow): Change {
    return {
      id: this.id(row.sequence as number),
      sequence: row.sequence as number,
      entityId: fromText(row.entity),
      entityType: fromText(row.entity_type),
      changeType: row.change,
      timestamp: row.at,
      observedAt: row.observed_at,
      dimensions: row.dimensions,
    };
  }
}

const expired = (why: string) => new StoreError('cursor_expired', `the event id ${why}: start again without it`);
