import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** What servers that start at once take turns by. Any number will do, as long as it stays. */
const TURN = 7_305_841_123;

export interface Meta {
  epoch: Uint8Array;
  secret: Uint8Array;
}

/** Brings the database to this version's schema, once, however many servers start; resolves to what is its own. */
export function migrate(database: Database): Promise<Meta> {
  return database.write(async (session) => {
    await session.run(sql`SELECT pg_advisory_xact_lock(${TURN})`);
    const there = await session.get(sql<{ there: boolean }>`SELECT to_regclass('meta') IS NOT NULL AS there`);
    if (!there?.there) {
      for (const statement of SCHEMA.split(/;\s*$/m))
        if (statement.trim() !== '') await session.run(sql.raw(statement));
      const version = Buffer.from(String(SCHEMA_VERSION));
      await session.run(sql`INSERT INTO meta (name, value) VALUES
        ('version', ${version}), ('epoch', ${randomBytes(4)}), ('secret', ${randomBytes(32)})`);
    }
    const rows = await session.all(sql<{ name: string; value: Buffer }>`SELECT name, value FROM meta`);
    const value = (name: string) => rows.find((row) => row.name === name)?.value ?? Buffer.alloc(0);
    const version = Number(value('version').toString());
    if (version !== SCHEMA_VERSION) {
      throw new Error(`the database is of format ${version}, and this version reads format ${SCHEMA_VERSION}`);
    }
    return { epoch: value('epoch'), secret: value('secret') };
  });
}
