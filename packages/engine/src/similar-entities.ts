import type { Neighbour, ObservationRecord, Store, Window } from './store.ts';

export interface SimilarEntitiesQuery {
  entityId: string;
  window: Window;
  k: number;
  entityTypes?: readonly string[];
}

export interface SimilarEntities {
  /** The observation compared: the entity's latest in the window; null when it has none. */
  own: ObservationRecord | null;
  matches: Neighbour[];
  compared: number;
}

/** Each entity stands for its latest observation in the window; those nearest to the one asked about. */
export async function similarEntities(
  store: Pick<Store, 'history' | 'search'>,
  tenant: string,
  { entityId, window, k, entityTypes }: SimilarEntitiesQuery,
): Promise<SimilarEntities> {
  const { observations } = await store.history(tenant, entityId, { window, descending: true, limit: 1 });
  const own = observations[0];
  if (!own) return { own: null, matches: [], compared: 0 };
  const { hits, compared } = await store.search(tenant, {
    vector: own.vector,
    window,
    limit: k,
    latestOnly: true,
    exceptEntity: entityId,
    ...(entityTypes && { entityTypes }),
  });
  return { own, matches: hits, compared };
}
