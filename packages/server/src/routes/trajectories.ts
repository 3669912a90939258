import type { TrajectoryMetric } from '@vectorscaledb/engine';
import { invalid } from '../http/errors.ts';
import { limits } from '../limits.ts';
import { type Category, operation } from '../operation.ts';
import { TrajectorySimilarityRequest, TrajectorySimilarityResult } from '../schemas/trajectories.ts';
import { toWindow } from '../wire.ts';

const metrics = new Set(['dtw', 'frechet']);

function toMetric(name = 'dtw'): TrajectoryMetric {
  if (!metrics.has(name)) throw invalid(`metric "${name}" is not dtw or frechet`);
  return name as TrajectoryMetric;
}

const trajectorySimilarity = operation({
  operationId: 'trajectory_similarity',
  method: 'POST',
  path: '/v1/trajectories/similarity',
  capability: 'similarity',
  summary: 'Find the entities that moved most alike',
  description:
    "An entity's trajectory is its observations of one vector length in the window, in order of time. The trajectories of all other entities " +
    'with observations of that length in the window are compared with it, exactly. An entity with nothing in the window gives no matches and a `reason`; ' +
    'one never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`.',
  errors: [404, 422],
  extensions: { 'x-safe': true },
  body: { schema: TrajectorySimilarityRequest },
  success: { description: 'The entities most alike.', schema: TrajectorySimilarityResult },
  async handle({ body }, { store, tenant }) {
    const metric = toMetric(body.metric);
    const result = await store.similarTrajectories(tenant, {
      entityId: body.entity_id,
      window: toWindow(...(body.time_range ?? [])),
      k: body.k ?? 10,
      metric,
      maxPoints: limits.trajectoryPoints,
      ...(body.entity_types && { entityTypes: body.entity_types }),
    });
    const { observations, dimensions, compared, matches } = result;
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

export const trajectories: Category = {
  tag: 'trajectories',
  description: 'Comparing the paths entities took.',
  operations: [trajectorySimilarity],
};
