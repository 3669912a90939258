import { clusterTrajectories, Pace } from '@vectorscaledb/engine';
import { operation } from '../../operation.ts';
import { ClusterTrajectoriesRequest, TrajectoryClusters } from '../../schemas/trajectory-clusters.ts';
import { toWindow } from '../../wire.ts';
import { toMetric } from './options.ts';

export const cluster = operation({
  operationId: 'cluster_trajectories',
  method: 'POST',
  path: '/v1/trajectories/cluster',
  capability: 'clustering',
  summary: 'Group entities that moved alike',
  description:
    'Clusters trajectories around medoids by their distances: partitioning around medoids (Kaufman and Rousseeuw 1990) with silhouettes (Rousseeuw 1987). ' +
    'Nothing in it is random: the same observations give the same clusters. Entities without observations of the length in the window take no part; ' +
    'none at all gives no clusters and a `reason`; a named entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 ' +
    '`invalid_window`, more work than allowed 422 `too_much_work`. Time O(entities² · points² · dimensions).',
  errors: [404, 422],
  extensions: { 'x-safe': true },
  body: { schema: ClusterTrajectoriesRequest },
  success: { description: 'The clusters.', schema: TrajectoryClusters },
  async handle({ body }, { store, tenant, signal }) {
    const metric = toMetric(body.metric);
    const { clusters, ...found } = await clusterTrajectories(
      store,
      tenant,
      {
        window: toWindow(...(body.time_range ?? [])),
        metric,
        mostEntities: body.max_entities ?? 100,
        ...(body.clusters !== undefined && { clusters: body.clusters }),
        ...(body.dimensions !== undefined && { dimensions: body.dimensions }),
        ...(body.points !== undefined && { points: body.points }),
        ...(body.entity_ids && { entityIds: body.entity_ids }),
        ...(body.entity_types && { entityTypes: body.entity_types }),
      },
      new Pace(signal()),
    );
    return {
      metric,
      ...found,
      clusters: clusters.map(({ medoid, members }) => ({
        medoid,
        members: members.map(({ entityId, entityType, ...member }) => ({
          entity_id: entityId,
          entity_type: entityType,
          ...member,
        })),
      })),
      reason: clusters.length === 0 ? 'no_observations' : null,
    };
  },
});
