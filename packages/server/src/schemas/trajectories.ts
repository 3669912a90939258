import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, Distance, EntityId, EntityType, EntityTypes, Nearest, Timestamp } from './common.ts';
import { component, described, nullable, openEnum } from './component.ts';

const TrajectoryMetric = openEnum('TrajectoryMetric', ['dtw', 'frechet'], {
  description:
    'How two trajectories are compared. `dtw`: dynamic time warping, symmetric, divided by the sum of both lengths ' +
    '(Sakoe and Chiba 1978). `frechet`: the discrete Fréchet distance (Eiter and Mannila 1994). Both over Euclidean distances of points.',
});

const start = Timestamp('Start, included.', '2025-06-01T00:00:00Z');
const end = Timestamp('End, included.', '2025-06-01T01:00:00Z');

const TimeRange = component(
  'TimeRange',
  Type.Unsafe<[string, string]>({
    type: 'array',
    prefixItems: [start, end],
    items: false,
    minItems: 2,
    maxItems: 2,
    description: 'A window of time: its start and its end, both included.',
    examples: [['2025-06-01T00:00:00Z', '2025-06-01T01:00:00Z']],
  }),
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
      metric: Type.Optional(
        described(TrajectoryMetric, {
          description: 'How trajectories are compared. Absent: `dtw`.',
          examples: ['dtw'],
        }),
      ),
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
      dimensions: nullable(
        Type.Integer({
          description:
            "The vector length compared: that of the entity's latest observation in the window; null when it has none.",
          minimum: 1,
          maximum: limits.vectorLength,
          examples: [6],
        }),
      ),
      compared: Count('How many other entities were compared.', 17),
      matches: Type.Array(TrajectoryMatch, {
        description:
          'The most alike, nearest first; equal distances in order of entity id. A trajectory of more than ' +
          `${limits.trajectoryPoints} observations is compared by ${limits.trajectoryPoints} of them, evenly spaced in order, first and last included.`,
      }),
      reason: nullable(
        Type.String({
          description:
            'Why `matches` is empty: `no_observations` (of this entity in the window) or `no_candidates`; null when it is not.',
          examples: ['no_observations'],
        }),
      ),
    },
    { description: 'The entities that moved most alike.', 'x-items': 'matches' },
  ),
);
