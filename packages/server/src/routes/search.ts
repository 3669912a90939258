import { type Category, operation } from '../operation.ts';
import { TemporalKnnRequest, TemporalKnnResult } from '../schemas/search.ts';
import { toHit, toWindow } from '../wire.ts';

const temporalKnn = operation({
  operationId: 'temporal_knn',
  method: 'POST',
  path: '/v1/search/temporal-knn',
  capability: 'temporal',
  summary: 'Find the nearest observations in a window of time',
  description:
    'The `k` observations nearest to a vector by Euclidean distance, among those made in a window of time whose ends both belong to it. ' +
    "The search is exact: every vector of the query's length in the window is compared, and no other. " +
    'One entity can be found several times, once per observation. A window that holds nothing gives no hits; a window that ends before it starts answers 422 `invalid_window`.',
  errors: [422],
  extensions: { 'x-safe': true },
  body: { schema: TemporalKnnRequest },
  success: { description: 'The nearest observations.', schema: TemporalKnnResult },
  async handle({ body }, { store, tenant }) {
    const { hits, compared } = await store.search(tenant, {
      vector: body.query_vector,
      window: toWindow(body.start_time, body.end_time),
      limit: body.k ?? 10,
      ...(body.entity_types && { entityTypes: body.entity_types }),
    });
    const withVectors = body.include_vectors ?? false;
    return { hits: hits.map((hit) => toHit(hit, withVectors)), compared, dimensions: body.query_vector.length };
  },
});

export const search: Category = {
  tag: 'search',
  description: 'Finding observations by likeness and time.',
  operations: [temporalKnn],
};
