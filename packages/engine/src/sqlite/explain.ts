import { Encoding } from '../encoding.ts';
import type { SearchPlan, SearchQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import { living } from './sources.ts';
import type { Tenant } from './tenants.ts';

const ALL = [Encoding.whole, Encoding.same, Encoding.delta];

/** Counts what each condition leaves, through the indexes that the search itself uses. */
export function explain(connection: Connection, tenant: Tenant, backend: string, query: SearchQuery): SearchPlan {
  const { vector, window, entityTypes, limit } = query;
  const left = (stage: Pick<SearchQuery, 'window' | 'entityTypes'>) =>
    living(connection, tenant, { vector, limit, ...stage }).count(ALL);
  const dimensions = left({ window: {} });
  const inWindow = left({ window });
  return {
    backend,
    strategy: 'exact scan: sqlite-vec rules rows out in 32 bits, what can be among the nearest is computed in 64',
    index: 'observations by tenant, dimensions, encoding and time',
    stages: [
      { stage: 'tenant', observations: tenant.observations },
      { stage: 'dimensions', observations: dimensions },
      { stage: 'window', observations: inWindow },
      { stage: 'entity_types', observations: entityTypes ? left({ window, entityTypes }) : inWindow },
    ],
  };
}
