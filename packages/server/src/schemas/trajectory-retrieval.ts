import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { EntityId, EntityType, Timestamp, Vector } from './common.ts';
import { component, described, nullable, openEnum } from './component.ts';
import { Observations, Quantity, Reason, Used, usedDimensions, wantedDimensions } from './tracks.ts';
import { windowMembers } from './window.ts';

const TrajectoryReduction = openEnum('TrajectoryReduction', ['even', 'douglas_peucker', 'visvalingam', 'resample'], {
  description:
    'How a trajectory is brought down to few points. `even`: observations at even steps of their order. ' +
    '`douglas_peucker` (Douglas and Peucker 1973): those that lie farthest from the straight lines between the others. ' +
    '`visvalingam` (Visvalingam and Whyatt 1993): those that span the largest triangles with their neighbours. ' +
    '`resample`: the path read off at even steps of time, on the straight lines between observations. ' +
    'All but the last keep observations as they are; the first and the last are always kept.',
});

export const trajectoryQuery = Type.Object({
  ...windowMembers('observations'),
  dimensions: wantedDimensions,
  reduction: Type.Optional(
    described(TrajectoryReduction, { description: 'How the points are chosen. Absent: `even`.', examples: ['even'] }),
  ),
  points: Type.Optional(
    Type.Integer({
      description:
        `Points at most; with \`resample\` exactly that many moments. Absent: ${limits.trajectoryPoints}, or fewer where vectors are long. ` +
        `Points times dimensions may not exceed ${limits.answerNumbers}: else 422 \`too_much_work\`.`,
      minimum: 2,
      maximum: limits.retrievedPoints,
      examples: [100],
    }),
  ),
  tolerance: Type.Optional(
    Type.Number({
      description:
        'For `douglas_peucker` alone: how far, in the unit of the vectors, the line may lie from an observation left out; ' +
        'no more points are kept than that needs. With another reduction it answers 400. Absent: 0.',
      format: 'double',
      minimum: 0,
      examples: [0.05],
    }),
  ),
});

const TrajectoryPoint = component(
  'TrajectoryPoint',
  Type.Object(
    {
      timestamp: Timestamp('When, in UTC.'),
      vector: Vector('Where: as observed, or on the line between observations when resampled.'),
    },
    { description: 'A point of a trajectory.' },
  ),
);

export const Trajectory = component(
  'Trajectory',
  Type.Object(
    {
      entity_id: EntityId('The entity that moved.'),
      entity_type: EntityType,
      dimensions: usedDimensions,
      observations: Observations,
      used: Used(
        `all, or ${limits.reducedPoints} at most (fewer where vectors are long), evenly spaced, first and last included.`,
      ),
      reduction: TrajectoryReduction,
      points: Type.Array(TrajectoryPoint, {
        description: 'The points in order of time; of equal times, in order of arrival.',
        maxItems: limits.retrievedPoints,
        examples: [[{ timestamp: '2025-06-01T00:00:00.000Z', vector: [0.1, 0.8] }]],
      }),
      deviation: described(nullable(Quantity('', 0.04)), {
        description:
          'How far, in the unit of the vectors, the farthest observation left out lies from the straight line between the points ' +
          'around it. Null when resampled or empty.',
      }),
      reason: Reason('`no_observations` when there are no points; null when there are.', 'no_observations'),
    },
    { description: 'The path of an entity.', 'x-items': 'points' },
  ),
);
