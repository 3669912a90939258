import { compareTrajectories, formatTime, Pace, similarTrajectories } from '@vectorscaledb/engine';
import { operation } from '../../operation.ts';
import {
  CompareTrajectoriesRequest,
  TrajectoryComparison,
  TrajectorySimilarityRequest,
  TrajectorySimilarityResult,
} from '../../schemas/trajectories.ts';
import { toWindow } from '../../wire.ts';
import { toMetric } from './options.ts';

export const trajectorySimilarity = operation({
  operationId: 'trajectory_similarity',
  method: 'POST',
  path: '/v1/trajectories/similarity',
  capability: 'similarity',
  summary: 'Find the entities that moved most alike',
  description:
    "An entity's trajectory is its observations of one vector length in the window, in order of time. The trajectories of all other entities " +
    'with observations of that length in the window are compared with it, exactly. An entity with nothing in the window gives no matches and a `reason`; ' +
    'one never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`. ' +
    'Time O(candidates · points² · dimensions) at most: a candidate is given up as soon as it cannot be among the `k` nearest.',
  errors: [404, 422],
  extensions: { 'x-safe': true },
  body: { schema: TrajectorySimilarityRequest },
  success: { description: 'The entities most alike.', schema: TrajectorySimilarityResult },
  async handle({ body }, { store, tenant, signal }) {
    const metric = toMetric(body.metric);
    const query = {
      entityId: body.entity_id,
      window: toWindow(...(body.time_range ?? [])),
      k: body.k ?? 10,
      metric,
      ...(body.entity_types && { entityTypes: body.entity_types }),
    };
    const found = await similarTrajectories(store, tenant, query, new Pace(signal()));
    const { observations, dimensions, compared, matches } = found;
    const reason = observations === 0 ? 'no_observations' : compared === 0 ? 'no_candidates' : null;
    return {
      entity_id: body.entity_id,
      metric,
      observations,
      dimensions,
      compared,
      matches: matches.map(({ entityId, entityType, ...match }) => ({
        entity_id: entityId,
        entity_type: entityType,
        ...match,
      })),
      reason,
    };
  },
});

export const compare = operation({
  operationId: 'compare_trajectories',
  method: 'POST',
  path: '/v1/trajectories/compare',
  capability: 'similarity',
  summary: 'Compare two trajectories and align them',
  description:
    'How far the trajectories of two entities are apart, and which observations of both belong together: the path through both that the distance comes from. ' +
    'The same entity in two windows compares what it did then with what it does now. The vector length is that of the first ' +
    "entity's latest observation in its window. An empty trajectory gives `distance: null` and a `reason`; an entity never seen answers 404 " +
    '`entity_not_found`; a window that ends before it starts 422 `invalid_window`. Time O(points² · dimensions).',
  errors: [404, 422],
  extensions: { 'x-safe': true },
  body: { schema: CompareTrajectoriesRequest },
  success: { description: 'The comparison, or why there is none.', schema: TrajectoryComparison },
  async handle({ body }, { store, tenant, signal }) {
    const metric = toMetric(body.metric);
    const query = {
      entityId: body.entity_id,
      otherEntityId: body.other_entity_id,
      window: toWindow(...(body.time_range ?? [])),
      otherWindow: toWindow(...(body.other_time_range ?? body.time_range ?? [])),
      metric,
    };
    const found = await compareTrajectories(store, tenant, query, new Pace(signal()));
    const { distance, dimensions, observations, otherObservations, alignment } = found;
    const reason = observations === 0 ? 'no_observations' : otherObservations === 0 ? 'no_other_observations' : null;
    return {
      entity_id: body.entity_id,
      other_entity_id: body.other_entity_id,
      metric,
      distance,
      dimensions,
      observations,
      other_observations: otherObservations,
      alignment: alignment.map((pair) => ({
        timestamp: formatTime(pair.timestamp),
        other_timestamp: formatTime(pair.otherTimestamp),
        distance: pair.distance,
      })),
      reason,
    };
  },
});
