import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, Distance, EntityId, EntityType, EntityTypes } from './common.ts';
import { component, described, nullable } from './component.ts';
import { Reason, TimeRange, TrajectoryMetric, usedDimensions } from './tracks.ts';

export const ClusterTrajectoriesRequest = component(
  'ClusterTrajectoriesRequest',
  Type.Object(
    {
      clusters: Type.Optional(
        Type.Integer({
          description:
            'How many clusters to make; as many as there are trajectories where these are fewer. ' +
            'Absent: the number from 2 to 8 with the best mean silhouette, or 1 where none is above 0.',
          minimum: 1,
          maximum: limits.clusters,
          examples: [3],
        }),
      ),
      time_range: Type.Optional(
        described(TimeRange, {
          description: 'Only observations in this window make up the trajectories. Absent: all.',
        }),
      ),
      entity_ids: Type.Optional(
        Type.Array(EntityId('An entity to cluster.'), {
          description:
            'The entities to cluster; one never seen answers 404. Absent: all, in order of id, up to `max_entities`.',
          minItems: 1,
          maxItems: limits.clusteredEntities,
          examples: [['vehicle-001', 'vehicle-002', 'vehicle-003']],
        }),
      ),
      entity_types: Type.Optional(EntityTypes('Only entities that now have one of these types.')),
      dimensions: Type.Optional(
        Type.Integer({
          description:
            'Only vectors of this length. Absent: of the lengths of the latest observations in the window the most frequent, the shorter of equally frequent ones.',
          minimum: 1,
          maximum: limits.vectorLength,
          examples: [6],
        }),
      ),
      metric: Type.Optional(
        described(TrajectoryMetric, {
          description: 'How trajectories are compared. Absent: `dtw`.',
          examples: ['dtw'],
        }),
      ),
      points: Type.Optional(
        Type.Integer({
          description:
            'By how many points a longer trajectory is compared: observations evenly spaced in order, first and last included. ' +
            'Absent: 64, or as many as the bound on the work allows. ' +
            `Pairs of trajectories times points squared times dimensions may not exceed ${limits.clusteringWork}: else 422 \`too_much_work\`.`,
          minimum: 2,
          maximum: limits.trajectoryPoints,
          examples: [64],
        }),
      ),
      max_entities: Type.Optional(
        Type.Integer({
          description: 'Trajectories to cluster at most, where `entity_ids` is absent.',
          minimum: 2,
          maximum: limits.clusteredEntities,
          default: 100,
          examples: [100],
        }),
      ),
    },
    { additionalProperties: false, description: 'What to cluster, and how.' },
  ),
);

const silhouette = (description: string) =>
  nullable(Type.Number({ description, format: 'double', minimum: -1, maximum: 1, examples: [0.71] }));

const ClusterMember = component(
  'ClusterMember',
  Type.Object(
    {
      entity_id: EntityId('The entity.'),
      entity_type: EntityType,
      distance: Distance("How far its trajectory is from the medoid's, in the unit of the vectors; 0 for the medoid."),
      silhouette: silhouette(
        'How much nearer it is to its own cluster than to the next, from -1 to 1; 0 when it is alone in its cluster; null with a single cluster.',
      ),
    },
    { description: 'An entity in a cluster.' },
  ),
);

const TrajectoryCluster = component(
  'TrajectoryCluster',
  Type.Object(
    {
      medoid: EntityId('The entity in whose middle the cluster lies: the least far from its other members.'),
      members: Type.Array(ClusterMember, {
        description: 'Its entities, nearest to the medoid first; equal distances in order of entity id.',
        maxItems: limits.clusteredEntities,
        examples: [[{ entity_id: 'vehicle-001', entity_type: 'TRACKED_OBJECT', distance: 0, silhouette: 0.71 }]],
      }),
    },
    { description: 'Entities that moved alike.' },
  ),
);

export const TrajectoryClusters = component(
  'TrajectoryClusters',
  Type.Object(
    {
      metric: TrajectoryMetric,
      dimensions: described(usedDimensions, {
        description: 'The vector length compared; null when no entity has observations in the window.',
      }),
      points: Count('By how many points each trajectory was compared at most; 0 when there was none.', 64),
      entities: Count('How many trajectories were clustered.', 17),
      truncated: Type.Boolean({
        description: 'Whether more entities matched than `max_entities`, and were left out.',
        examples: [false],
      }),
      silhouette: silhouette(
        'Mean silhouette of all: near 1 the clusters are far apart, near 0 there are none. Null with fewer than 2 clusters.',
      ),
      clusters: Type.Array(TrajectoryCluster, {
        description: 'The clusters, in order of their medoids’ entity ids.',
        maxItems: limits.clusters,
        examples: [
          [
            {
              medoid: 'vehicle-001',
              members: [{ entity_id: 'vehicle-001', entity_type: 'TRACKED_OBJECT', distance: 0, silhouette: null }],
            },
          ],
        ],
      }),
      reason: Reason('`no_observations` when there are no clusters; null when there are.', 'no_observations'),
    },
    { description: 'Trajectories in groups of like ones.', 'x-items': 'clusters' },
  ),
);
