import { stat } from 'node:fs/promises';
import { SqliteStore } from '@vectorscaledb/engine';
import { auditSqlite } from '../audit-sqlite.ts';
import { batch, TENANT } from './batches.ts';

/** What is wrong with what a store finds after the power is back. */
export async function judge(directory: string, acknowledged: ReadonlySet<number>, writes: number): Promise<string[]> {
  const isThere = await stat(directory).then(
    () => true,
    () => false,
  );
  if (!isThere)
    return acknowledged.size === 0 ? [] : [`${directory} is gone with ${acknowledged.size} acknowledged writes`];
  let store: SqliteStore;
  try {
    store = new SqliteStore({ directory });
  } catch (error) {
    return [`it does not open: ${(error as Error).message}`];
  }
  const times = new Map<string, number>();
  try {
    for await (const part of store.scan(TENANT, { window: {} }))
      for (const { entityId, vector } of part) {
        const [number = Number.NaN, item = Number.NaN] = entityId.slice(1).split('-').map(Number);
        const same = batch(number)[item]?.vector.every((x, axis) => Math.fround(vector[axis] ?? Number.NaN) === x);
        times.set(entityId, (times.get(entityId) ?? 0) + (same ? 1 : Number.NaN));
      }
  } finally {
    await store.close();
  }
  const found = await auditSqlite(directory);
  for (let number = 0; number < writes; number += 1) {
    const there = batch(number).map(({ entityId }) => times.get(entityId) ?? 0);
    const whole = there.every((count) => count === 1);
    if (acknowledged.has(number) && !whole) found.push(`write ${number} was acknowledged and is not there whole`);
    else if (!whole && there.some((count) => count !== 0)) found.push(`write ${number} is there in part`);
  }
  return found;
}
