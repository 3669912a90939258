import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { ChangeLog } from './change-log.ts';
import type { Database } from './database.ts';
import { isUnavailable } from './errors.ts';
import type { Session } from './session.ts';
import { lockTenant, nextInstant, saveTenant, type Tenant } from './tenants.ts';

export type Work<Outcome> = (session: Session, tenant: Tenant) => Promise<Outcome>;

interface Write {
  work: Work<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Writes in one transaction at most: more would keep other servers from the tenant for long. */
const GROUP = 64;

/**
 * Group commit, for each tenant on its own: a tenant's writes have one order anyway, so those that arrive while a group is being
 * committed share the next transaction. Each has a savepoint, so one that fails takes nothing of the others with it.
 */
export class CommitQueue {
  readonly #database: Database;
  readonly #log: ChangeLog;
  readonly #committed: (tenant: string) => void;
  readonly #waiting = new Map<string, Write[]>();
  readonly #running = new Set<Promise<void>>();

  constructor(database: Database, log: ChangeLog, committed: (tenant: string) => void) {
    this.#database = database;
    this.#log = log;
    this.#committed = committed;
  }

  run<Outcome>(tenant: string, work: Work<Outcome>): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const write = { work, resolve: resolve as Write['resolve'], reject };
      const waiting = this.#waiting.get(tenant);
      if (waiting) {
        waiting.push(write);
        return;
      }
      this.#waiting.set(tenant, [write]);
      const running = this.#drain(tenant).finally(() => this.#running.delete(running));
      this.#running.add(running);
    });
  }

  /** Resolves when all that was accepted is settled. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #drain(tenant: string): Promise<void> {
    const waiting = this.#waiting.get(tenant) as Write[];
    while (waiting.length > 0) await this.#commit(tenant, waiting.splice(0, GROUP));
    this.#waiting.delete(tenant);
  }

  async #commit(name: string, group: Write[]): Promise<void> {
    try {
      const settlements = await this.#database.write(async (session) => {
        const settle: (() => void)[] = [];
        let tenant = await lockTenant(session, name);
        for (const { work, resolve, reject } of group) {
          const attempt = nextInstant(tenant);
          try {
            const value = await attempted(session, group.length > 1, () => work(session, attempt));
            tenant = attempt;
            settle.push(() => resolve(value));
          } catch (error) {
            if (group.length === 1 || isUnavailable(error)) throw error;
            settle.push(() => reject(error));
          }
        }
        await this.#log.trim(session, tenant);
        await saveTenant(session, tenant);
        return settle;
      });
      for (const settle of settlements) settle();
      this.#committed(name);
    } catch (cause) {
      const why = isUnavailable(cause) ? (cause as StoreError).message : 'the write could not be stored';
      const failed = () => new StoreError('unavailable', why, { cause });
      for (const { reject } of group) reject(group.length === 1 && !isUnavailable(cause) ? cause : failed());
    }
  }
}

async function attempted<Outcome>(
  session: Session,
  oneOfMany: boolean,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!oneOfMany) return work();
  await session.run(sql`SAVEPOINT attempt`);
  try {
    const outcome = await work();
    await session.run(sql`RELEASE SAVEPOINT attempt`);
    return outcome;
  } catch (error) {
    await session.run(sql`ROLLBACK TO SAVEPOINT attempt`);
    throw error;
  }
}
