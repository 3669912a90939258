import { sql } from 'kysely';
import type { SearchPlan, SearchQuery } from '../store.ts';
import type { Session } from './session.ts';
import { compared } from './sources.ts';
import type { Tenant } from './tenants.ts';

/** Counts what each condition leaves, through the indexes that the search itself uses. */
export async function explain(session: Session, tenant: Tenant, query: SearchQuery): Promise<SearchPlan> {
  const { vector, window, entityTypes, limit } = query;
  const left = async (stage: Pick<SearchQuery, 'window' | 'entityTypes'>) => {
    const rows = compared(tenant, { vector, limit, ...stage });
    return (await session.get(sql<{ n: number }>`SELECT count(*) AS n FROM (${rows}) o`))?.n ?? 0;
  };
  const dimensions = await left({ window: {} });
  const inWindow = await left({ window });
  return {
    backend: 'postgresql',
    strategy: 'exact scan: pgvector rules rows out in 32 bits, what can be among the nearest is computed in 64',
    index: 'observations by tenant, dimensions and time, in partitions by month',
    stages: [
      { stage: 'tenant', observations: tenant.observations },
      { stage: 'dimensions', observations: dimensions },
      { stage: 'window', observations: inWindow },
      { stage: 'entity_types', observations: entityTypes ? await left({ window, entityTypes }) : inWindow },
    ],
  };
}
