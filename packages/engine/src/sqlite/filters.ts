import type { Micros, Window } from '../store.ts';

/** An open end is beyond every time that can be stored. */
export const bounds = ({ start, end }: Window): [Micros, Micros] => [
  start ?? Number.MIN_SAFE_INTEGER,
  end ?? Number.MAX_SAFE_INTEGER,
];

/** A condition on observations `o` that holds their entities to the given types. */
export function typeFilter(
  tenant: number,
  types: readonly string[] | undefined,
): { sql: string; values: (string | number)[] } {
  if (!types) return { sql: '', values: [] };
  const sql =
    ' AND o.entity IN (SELECT id FROM entities WHERE tenant = ? AND type IN (SELECT value FROM json_each(?)))';
  return { sql, values: [tenant, JSON.stringify(types)] };
}
