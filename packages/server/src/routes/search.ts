import type { SearchQuery } from '@vectorscaledb/engine';
import { similarEntities as findSimilar, formatTime } from '@vectorscaledb/engine';
import { type Static, Type } from 'typebox';
import { ApiError } from '../http/errors.ts';
import { limits } from '../limits.ts';
import { type Category, operation } from '../operation.ts';
import { EntityPath, EntityTypes, Nearest } from '../schemas/common.ts';
import { pageQuery, paginated, toPage } from '../schemas/paging.ts';
import {
  AsOfKnnRequest,
  AsOfKnnResult,
  BatchSearchRequest,
  BatchSearchResult,
  RangeSearchPage,
  RangeSearchRequest,
  SimilarEntities,
  TemporalKnnRequest,
  TemporalKnnResult,
} from '../schemas/search.ts';
import { SearchPlan } from '../schemas/search-plan.ts';
import { windowMembers } from '../schemas/window.ts';
import { toHit, toInstant, toWindow } from '../wire.ts';

const DEFAULT_K = 10;

/** What the requests of this category have in common, as the engine takes it. */
const toQuery = (body: Omit<Static<typeof TemporalKnnRequest>, 'include_vectors'>): SearchQuery => ({
  vector: body.query_vector,
  window: toWindow(body.start_time, body.end_time),
  limit: body.k ?? DEFAULT_K,
  ...(body.entity_types && { entityTypes: body.entity_types }),
});

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
    const { hits, compared } = await store.search(tenant, toQuery(body));
    const withVectors = body.include_vectors ?? false;
    return { hits: hits.map((hit) => toHit(hit, withVectors)), compared, dimensions: body.query_vector.length };
  },
});

const asOfKnn = operation({
  operationId: 'as_of_knn',
  method: 'POST',
  path: '/v1/search/as-of-knn',
  capability: 'time travel',
  summary: 'Find the nearest observations in the world as it stood at an instant',
  description:
    'As `temporal_knn`, over what the server knew at `as_of`: observations stored by then and not deleted by then, under the types their entities had then. ' +
    'What was deleted can be found so until `compact` drops it; an instant before what is kept answers 422 `history_not_kept`. What `apply_retention` removed is gone from every instant.',
  errors: [422],
  extensions: { 'x-safe': true },
  body: { schema: AsOfKnnRequest },
  success: { description: 'The nearest observations as of the instant.', schema: AsOfKnnResult },
  async handle({ body }, { store, tenant }) {
    const knownAt = toInstant(body.as_of, 'as_of');
    const { hits, compared } = await store.search(tenant, { ...toQuery(body), knownAt });
    const withVectors = body.include_vectors ?? false;
    return {
      as_of: formatTime(knownAt),
      hits: hits.map((hit) => toHit(hit, withVectors)),
      compared,
      dimensions: body.query_vector.length,
    };
  },
});

const similarEntities = operation({
  operationId: 'similar_entities',
  method: 'GET',
  path: '/v1/entities/{entity_id}/similar',
  capability: 'similarity',
  summary: 'Find the entities most like one',
  description:
    'Each entity stands for its latest observation in the window, of the length of the latest of the entity asked about; the `k` nearest to that one by Euclidean distance. ' +
    'An entity with nothing in the window gives no matches and a `reason`; one never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`.',
  errors: [404, 422],
  params: EntityPath,
  query: Type.Object({
    ...windowMembers('observations made'),
    k: Type.Optional(Nearest('How many entities to return at most.')),
    entity_types: Type.Optional(EntityTypes('Only entities that now have one of these types.')),
    include_vectors: Type.Optional(
      Type.Boolean({ description: 'Whether each match carries its vector.', default: false, examples: [false] }),
    ),
  }),
  success: { description: 'The entities most alike.', schema: SimilarEntities },
  async handle({ path, query }, { store, tenant }) {
    const { own, matches, compared } = await findSimilar(store, tenant, {
      entityId: path.entity_id,
      window: toWindow(query.start_time, query.end_time),
      k: query.k ?? DEFAULT_K,
      ...(query.entity_types && { entityTypes: query.entity_types }),
    });
    return {
      entity_id: path.entity_id,
      observed_at: own && formatTime(own.timestamp),
      dimensions: own?.vector.length ?? null,
      matches: matches.map((hit) => toHit(hit, query.include_vectors ?? false)),
      compared,
      reason: own === null ? 'no_observations' : compared === 0 ? 'no_candidates' : null,
    };
  },
});

const rangeSearch = operation({
  operationId: 'range_search',
  method: 'POST',
  path: '/v1/search/range',
  capability: 'similarity',
  summary: 'Find all observations within a radius',
  description:
    'All observations whose Euclidean distance from a vector is at most `radius`, among those made in a window of time, nearest first, page by page. ' +
    'The search is exact. A cursor belongs to the tenant and the search it was made for; any other answers 400 `invalid_cursor`. ' +
    'Observations stored or deleted between pages show on the pages still to come only.',
  errors: [422],
  extensions: { 'x-safe': true, ...paginated('hits') },
  query: Type.Object(pageQuery('Observations')),
  body: { schema: RangeSearchRequest },
  success: { description: 'One page of what is within the radius.', schema: RangeSearchPage },
  async handle({ query, body }, { store, tenant }) {
    const { hits, within, compared, nextCursor } = await store.search(tenant, {
      ...toQuery(body),
      radius: body.radius,
      ...toPage(query),
    });
    return {
      hits: hits.map((hit) => toHit(hit, body.include_vectors ?? false)),
      within,
      compared,
      dimensions: body.query_vector.length,
      next_cursor: nextCursor,
    };
  },
});

const batchSearch = operation({
  operationId: 'batch_search',
  method: 'POST',
  path: '/v1/search/batch',
  capability: 'planning',
  summary: 'Make many searches in one call',
  description:
    'Answers every search as `temporal_knn` would, in their order. They are made one after another and all or none are answered: ' +
    'one that is invalid refuses the whole call and the error says which. Searches that ask for too much together answer 422 `too_much_work`.',
  errors: [422],
  extensions: { 'x-safe': true },
  body: { schema: BatchSearchRequest },
  success: { description: 'The results, in order.', schema: BatchSearchResult },
  async handle(input, context) {
    const { queries } = input.body;
    assertBounded(queries);
    const results: Static<typeof TemporalKnnResult>[] = [];
    for (const body of queries) {
      results.push((await temporalKnn.handle({ ...input, body }, context)) as Static<typeof TemporalKnnResult>);
    }
    return { results };
  },
});

function assertBounded(queries: readonly Static<typeof TemporalKnnRequest>[]): void {
  let hits = 0;
  let numbers = 0;
  for (const { k = DEFAULT_K, query_vector, include_vectors } of queries) {
    hits += k;
    if (include_vectors) numbers += k * query_vector.length;
  }
  if (hits > limits.batchNearest) throw tooMuch(`the k of all queries sum up to ${hits}, above ${limits.batchNearest}`);
  if (numbers > limits.batchNumbers) {
    throw tooMuch(`the vectors asked for have up to ${numbers} numbers, above ${limits.batchNumbers}`);
  }
}

const tooMuch = (message: string) => new ApiError(422, 'too_much_work', message);

const explainSearch = operation({
  operationId: 'explain_search',
  method: 'POST',
  path: '/v1/search/explain',
  capability: 'planning',
  summary: 'Tell how a search would be made',
  description:
    'Takes what `temporal_knn` takes and tells how it would be answered: by what means, and how many observations each condition leaves. ' +
    'No vector is compared. What the last condition leaves is what `temporal_knn` reports as `compared`.',
  errors: [422],
  extensions: { 'x-safe': true },
  body: { schema: TemporalKnnRequest },
  success: { description: 'The plan.', schema: SearchPlan },
  async handle({ body }, { store, tenant }) {
    const plan = await store.explain(tenant, toQuery(body));
    return { ...plan, exact: true, dimensions: body.query_vector.length };
  },
});

export const search: Category = {
  tag: 'search',
  description: 'Finding observations by likeness and time.',
  operations: [temporalKnn, asOfKnn, similarEntities, rangeSearch, batchSearch, explainSearch],
};
