import { formatTime, timeHistogram } from '@vectorscaledb/engine';
import { operation } from '../../operation.ts';
import { histogramQuery, TimeHistogram } from '../../schemas/histogram.ts';
import { toWindow } from '../../wire.ts';

export const histogram = operation({
  operationId: 'time_histogram',
  method: 'GET',
  path: '/v1/histogram',
  capability: 'aggregation',
  summary: 'Count observations over time',
  description:
    'How many observations were made in each stretch of time, and of how many entities. No observation in the window gives counts of 0, or no buckets where ' +
    'nothing says how far it reaches; a named entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`. ' +
    'Time O(n) for the n observations in the window.',
  errors: [404, 422],
  query: histogramQuery,
  success: { description: 'The counts.', schema: TimeHistogram },
  async handle({ query }, { store, tenant }) {
    const { entity_id, entity_type, interval_seconds, buckets = 24 } = query;
    const found = await timeHistogram(store, tenant, {
      window: toWindow(query.start_time, query.end_time),
      buckets,
      ...(interval_seconds !== undefined && { interval: interval_seconds * 1_000_000 }),
      ...(entity_id !== undefined && { entityId: entity_id }),
      ...(entity_type !== undefined && { entityTypes: [entity_type] }),
    });
    return {
      interval_seconds: found.interval === null ? null : found.interval / 1_000_000,
      observations: found.observations,
      buckets: found.buckets.map(({ start, end, ...counts }) => ({
        start_time: formatTime(start),
        end_time: formatTime(end),
        ...counts,
      })),
      reason: found.observations === 0 ? 'no_observations' : null,
    };
  },
});
