import { formatTime } from '@vectorscaledb/engine';
import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { EntityPath } from '../schemas/common.ts';
import { Dimensions, filterMembers, toSelection } from '../schemas/filter.ts';
import { HistoryPage, VectorCount } from '../schemas/history.ts';
import { pageQuery, paginated, toPage } from '../schemas/paging.ts';
import { windowMembers } from '../schemas/window.ts';
import { toWindow } from '../wire.ts';

export const getHistory = operation({
  operationId: 'get_history',
  method: 'GET',
  path: '/v1/entities/{entity_id}/history',
  capability: 'history',
  summary: 'List the observations of an entity, page by page',
  description:
    'The observations in order of time, of every vector length unless one is named. A page starts after the last observation of the one before, ' +
    'so observations that come or go while paging neither repeat nor hide others. A window that holds nothing gives an empty page; ' +
    'an entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`.',
  errors: [404, 422],
  extensions: paginated('observations'),
  params: EntityPath,
  query: Type.Object({
    ...windowMembers('observations made'),
    dimensions: Dimensions,
    descending: Type.Optional(
      Type.Boolean({ description: 'Whether the latest come first.', default: false, examples: [true] }),
    ),
    include_vectors: Type.Optional(
      Type.Boolean({ description: 'Whether each observation carries its vector.', default: false, examples: [true] }),
    ),
    ...pageQuery('Observations'),
  }),
  success: { description: 'One page.', schema: HistoryPage },
  async handle({ path, query }, { store, tenant }) {
    const { observations, nextCursor } = await store.history(tenant, path.entity_id, {
      window: toWindow(query.start_time, query.end_time),
      descending: query.descending ?? false,
      ...(query.dimensions !== undefined && { dimensions: query.dimensions }),
      ...toPage(query),
    });
    return {
      observations: observations.map(({ sequence, timestamp, recordedAt, vector, compressed, metadata }) => ({
        sequence,
        timestamp: formatTime(timestamp),
        recorded_at: formatTime(recordedAt),
        dimensions: vector.length,
        compressed,
        ...(query.include_vectors && { vector }),
        metadata,
      })),
      next_cursor: nextCursor,
    };
  },
});

export const countVectors = operation({
  operationId: 'count_vectors',
  method: 'GET',
  path: '/v1/vectors/count',
  capability: 'history',
  summary: 'Count observations',
  description:
    'Counts the observations a filter lets through, and the entities they are of; without a filter, all. ' +
    'An entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`.',
  errors: [404, 422],
  query: Type.Object({ ...filterMembers, dimensions: Dimensions }),
  success: { description: 'The counts.', schema: VectorCount },
  async handle({ query }, { store, tenant }) {
    const { observations, entities, byDimensions } = await store.count(tenant, toSelection(query));
    return { observations, entities, by_dimensions: byDimensions };
  },
});
