import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { Database } from './database.ts';
import { isUnavailable } from './errors.ts';
import type { Session } from './session.ts';
import { findTenant, type Tenant } from './tenants.ts';

export type Read<Result> = (session: Session, tenant: Tenant) => Promise<Result>;

/** A replica that failed is left alone for this long. */
const REST_MS = 5_000;

/**
 * Where a tenant's reads go: to a replica where there is one and it has all that was acknowledged when the read began, else to the
 * primary. Which it has is seen by the tenant's record time, that every write advances: one look-up on the primary tells what it must be.
 */
export class Reads {
  readonly #primary: Database;
  readonly #replica: Database | undefined;
  #restsUntil = 0;

  constructor(primary: Database, replica?: Database) {
    this.#primary = primary;
    this.#replica = replica;
  }

  async read<Result>(name: string, work: Read<Result>): Promise<Result> {
    if (this.#replica && performance.now() >= this.#restsUntil) {
      const clock = await this.#primary.read((session) => clockOf(session, name));
      try {
        return await this.#replica.readOnce(async (session) => work(session, await upTo(session, name, clock)));
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        if (!(error instanceof Behind)) this.#restsUntil = performance.now() + REST_MS;
      }
    }
    return this.readPrimary(name, work);
  }

  readPrimary<Result>(name: string, work: Read<Result>): Promise<Result> {
    return this.#primary.read(async (session) => work(session, await findTenant(session, name)));
  }
}

class Behind extends StoreError {
  constructor() {
    super('unavailable', 'the replica is behind');
  }
}

const clockOf = async (session: Session, name: string): Promise<number> =>
  (await session.get(sql<{ clock: number }>`SELECT clock FROM tenants WHERE name = ${name}`))?.clock ?? 0;

async function upTo(session: Session, name: string, clock: number): Promise<Tenant> {
  const tenant = await findTenant(session, name);
  if (tenant.clock < clock) throw new Behind();
  return tenant;
}
