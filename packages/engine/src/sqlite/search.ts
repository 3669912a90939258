import { assertKept } from '../as-of.ts';
import type { CursorSeal } from '../cursor.ts';
import { inTurns } from '../slices.ts';
import type { SearchQuery, SearchResult } from '../store.ts';
import { compare, type Place } from './compare.ts';
import type { Connection } from './connection.ts';
import { describeHit, shown } from './hits.ts';
import type { Mirror } from './mirror/mirror.ts';
import type { Tenant } from './tenants.ts';

/** Exact search: over rows in memory where they are, else over those stored, with the same answer. */
export async function search(
  connection: Connection,
  mirror: Mirror,
  seal: CursorSeal,
  tenantName: string,
  tenant: Tenant,
  query: SearchQuery,
): Promise<SearchResult> {
  const { limit, cursor, knownAt, ...rest } = query;
  assertKept(tenant, knownAt);
  const scope = [tenantName, 'search', rest, knownAt ?? null];
  const after = cursor === undefined ? null : (JSON.parse(seal.open(scope, cursor)) as Place);
  let found = await mirror.compare(tenant, query, after);
  if (!found) {
    found = compare(connection, tenant, query, after);
    mirror.missed(tenant, query, found.compared);
  }
  const hits = found.best.slice(0, limit);
  const described = hits.map((hit) => describeHit(connection, tenant, hit, knownAt));
  const last = hits.at(-1);
  return {
    hits: await inTurns(described, shown),
    compared: found.compared,
    within: query.radius === undefined ? found.compared : found.within,
    nextCursor:
      found.best.length > limit && last ? seal.seal(scope, JSON.stringify([last.distance, last.item.sequence])) : null,
  };
}
