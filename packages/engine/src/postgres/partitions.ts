import { sql } from 'kysely';
import type { Micros } from '../store.ts';
import type { Database } from './database.ts';
import type { Session } from './session.ts';

interface Partition {
  name: string;
  /** From the first moment on, up to but without the second. */
  from: Micros | null;
  until: Micros | null;
}

/** Months have partitions of their own in these years, so that no timestamps can ask for more than some hundred. */
const FIRST_YEAR = 2015;
const LAST_YEAR = 2044;

const monthStart = (year: number, month: number): Micros => Date.UTC(year, month) * 1000;

/** The partition a time belongs to. */
export function partitionOf(time: Micros): Partition {
  if (time < monthStart(FIRST_YEAR, 0))
    return { name: 'observations_before', from: null, until: monthStart(FIRST_YEAR, 0) };
  const end = monthStart(LAST_YEAR + 1, 0);
  if (time >= end) return { name: 'observations_after', from: end, until: null };
  const date = new Date(Math.floor(time / 1000));
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return {
    name: `observations_${year}_${String(month + 1).padStart(2, '0')}`,
    from: monthStart(year, month),
    until: monthStart(year, month + 1),
  };
}

/**
 * Makes partitions when the first observation of a month comes. Attaching one keeps neither readers nor writers of the others
 * waiting (there is no default partition to be searched), and happens in a transaction of its own.
 */
export class Partitions {
  readonly #database: Database;
  readonly #there = new Map<string, Promise<void>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** What is there is asked anew. */
  forget(): void {
    this.#there.clear();
  }

  async ensure(times: Iterable<Micros>): Promise<void> {
    const wanted = new Map<string, Partition>();
    for (const time of times) {
      const partition = partitionOf(time);
      wanted.set(partition.name, partition);
    }
    for (const partition of wanted.values()) {
      const made = this.#there.get(partition.name) ?? this.#database.write((session) => make(session, partition));
      this.#there.set(partition.name, made);
      await made.catch((error) => {
        this.#there.delete(partition.name);
        throw error;
      });
    }
  }
}

async function make(session: Session, { name, from, until }: Partition): Promise<void> {
  await session.run(sql`SELECT pg_advisory_xact_lock(hashtext(${name}))`);
  const there = await session.get(sql<{ there: boolean }>`SELECT to_regclass(${name}) IS NOT NULL AS there`);
  if (there?.there) return;
  const table = sql.id(name);
  const bound = (time: Micros | null, open: string) => (time === null ? sql.raw(open) : sql.lit(time));
  await session.run(sql`CREATE TABLE ${table} (LIKE observations INCLUDING ALL)`);
  await session.run(
    sql`ALTER TABLE observations ATTACH PARTITION ${table} FOR VALUES FROM (${bound(from, 'MINVALUE')}) TO (${bound(until, 'MAXVALUE')})`,
  );
}
