import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, Distance, EntityId, EntityType, EntityTypes, Nearest, Timestamp } from './common.ts';
import { component, described, nullable } from './component.ts';
import { Reason, TimeRange, TrajectoryMetric, usedDimensions } from './tracks.ts';

const thinned =
  `A trajectory of more than ${limits.trajectoryPoints} observations is compared by ${limits.trajectoryPoints} of them, ` +
  'evenly spaced in order, first and last included.';

const metric = Type.Optional(
  described(TrajectoryMetric, { description: 'How trajectories are compared. Absent: `dtw`.', examples: ['dtw'] }),
);

export const TrajectorySimilarityRequest = component(
  'TrajectorySimilarityRequest',
  Type.Object(
    {
      entity_id: EntityId('The entity whose trajectory the others are compared with.'),
      time_range: Type.Optional(
        described(TimeRange, {
          description: 'Only observations in this window make up the trajectories. Absent: all.',
        }),
      ),
      k: Type.Optional(Nearest('How many entities to return at most.')),
      metric,
      entity_types: Type.Optional(EntityTypes('Only entities that now have one of these types.')),
    },
    { additionalProperties: false, description: 'A search for the entities that moved most alike.' },
  ),
);

const TrajectoryMatch = component(
  'TrajectoryMatch',
  Type.Object(
    {
      entity_id: EntityId('The entity that moved alike.'),
      entity_type: EntityType,
      distance: Distance(
        'How far its trajectory is from the one asked about, in the unit of the vectors; 0 is the same path.',
      ),
      observations: Count('How many observations of it are in the window.', 120),
    },
    { description: 'One entity, compared.' },
  ),
);

export const TrajectorySimilarityResult = component(
  'TrajectorySimilarityResult',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      metric: TrajectoryMetric,
      observations: Count('How many observations of the entity asked about are in the window.', 120),
      dimensions: described(usedDimensions, {
        description:
          "The vector length compared: that of the entity's latest observation in the window; null when it has none.",
      }),
      compared: Count('How many other entities were compared.', 17),
      matches: Type.Array(TrajectoryMatch, {
        description: `The most alike, nearest first; equal distances in order of entity id. ${thinned}`,
        examples: [[{ entity_id: 'vehicle-002', entity_type: 'TRACKED_OBJECT', distance: 0.1732, observations: 118 }]],
      }),
      reason: Reason(
        'Why `matches` is empty: `no_observations` (of this entity in the window) or `no_candidates`; null when it is not.',
        'no_observations',
      ),
    },
    { description: 'The entities that moved most alike.', 'x-items': 'matches' },
  ),
);

export const CompareTrajectoriesRequest = component(
  'CompareTrajectoriesRequest',
  Type.Object(
    {
      entity_id: EntityId('The entity whose trajectory comes first.'),
      other_entity_id: described(EntityId('The entity it is compared with; it may be the same, in another window.'), {
        description: 'The entity it is compared with; it may be the same one, in another window.',
        examples: ['vehicle-002'],
      }),
      time_range: Type.Optional(
        described(TimeRange, {
          description: 'Only observations in this window make up the trajectories. Absent: all.',
        }),
      ),
      other_time_range: Type.Optional(
        described(TimeRange, { description: "The other trajectory's window. Absent: `time_range`." }),
      ),
      metric,
    },
    { additionalProperties: false, description: 'A comparison of two trajectories.' },
  ),
);

const AlignedPair = component(
  'AlignedPair',
  Type.Object(
    {
      timestamp: Timestamp("When the entity's observation was made, in UTC."),
      other_timestamp: Timestamp("When the other's observation was made, in UTC.", '2025-06-01T00:00:04.000Z'),
      distance: Distance('Euclidean distance between both.'),
    },
    { description: 'Two observations that belong together.' },
  ),
);

export const TrajectoryComparison = component(
  'TrajectoryComparison',
  Type.Object(
    {
      entity_id: EntityId('The entity whose trajectory comes first.'),
      other_entity_id: described(EntityId(''), {
        description: 'The entity it was compared with.',
        examples: ['vehicle-002'],
      }),
      metric: TrajectoryMetric,
      distance: described(nullable(Distance('')), {
        description:
          'How far the trajectories are apart, in the unit of the vectors; 0 is the same path. Null when either is empty.',
      }),
      dimensions: described(usedDimensions, {
        description:
          "The vector length compared: that of the first entity's latest observation in its window; null when it has none.",
      }),
      observations: Count('How many observations of that length the first has in its window.', 120),
      other_observations: Count('How many the other has in its window.', 118),
      alignment: Type.Array(AlignedPair, {
        description:
          'The path that attains the distance, from both starts to both ends: every observation compared is in it, one may be in it ' +
          `several times, and neither side ever goes back. Empty when there is no distance. ${thinned}`,
        maxItems: 2 * limits.trajectoryPoints,
        examples: [
          [{ timestamp: '2025-06-01T00:00:00.000Z', other_timestamp: '2025-06-01T00:00:04.000Z', distance: 0.1732 }],
        ],
      }),
      reason: Reason(
        'Why there is no distance: `no_observations` (of the first in its window) or `no_other_observations` (of that length, of the other); null when there is one.',
        'no_other_observations',
      ),
    },
    { description: 'Two trajectories, compared and aligned.', 'x-items': 'alignment' },
  ),
);
