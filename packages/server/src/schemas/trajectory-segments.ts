import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId, EntityType, Timestamp } from './common.ts';
import { component, described, nullable } from './component.ts';
import { Numbers, Observations, Quantity, Reason, Used, usedDimensions, wantedDimensions } from './tracks.ts';
import { windowMembers } from './window.ts';

export const segmentsQuery = Type.Object({
  ...windowMembers('observations'),
  dimensions: wantedDimensions,
  penalty: Type.Optional(
    Type.Number({
      description:
        'How much a change must explain, as a multiple of the Schwarz criterion; without unit. Higher: fewer segments. ' +
        'Neighbouring observations that depend on each other, as those of a smooth movement do, want a higher one.',
      format: 'double',
      minimum: 0.1,
      maximum: 1000,
      default: 2,
      examples: [2],
    }),
  ),
  min_observations: Type.Optional(
    Type.Integer({
      description: 'Observations a segment has at least.',
      minimum: 1,
      maximum: 1000,
      default: 2,
      examples: [5],
    }),
  ),
  max_segments: Type.Optional(
    Type.Integer({
      description: 'Segments at most: where there would be more, the penalty is raised as far as that needs.',
      minimum: 1,
      maximum: limits.segments,
      default: 50,
      examples: [50],
    }),
  ),
  include_vectors: Type.Optional(
    Type.Boolean({ description: 'Whether each segment carries its mean.', default: false, examples: [false] }),
  ),
});

const TrajectorySegment = component(
  'TrajectorySegment',
  Type.Object(
    {
      start_time: Timestamp('When its first observation was made, in UTC.'),
      end_time: Timestamp('When its last observation was made, in UTC.', '2025-06-01T00:10:00.000Z'),
      observations: Count('How many observations it has.', 40),
      spread: Quantity(
        'Root mean square distance of its observations from their mean, in the unit of the vectors.',
        0.03,
      ),
      change: described(nullable(Quantity('', 1.2)), {
        description:
          'Distance of its mean from that of the segment before, in the unit of the vectors; null for the first.',
      }),
      mean: Type.Optional(Numbers('Mean of its vectors; present only when `include_vectors` was set.')),
    },
    { description: 'A stretch of time in which an entity stayed about one place.' },
  ),
);

export const TrajectorySegments = component(
  'TrajectorySegments',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      entity_type: EntityType,
      dimensions: usedDimensions,
      observations: Observations,
      used: Used(`the latest, ${limits.segmentedPoints} at most, fewer where vectors are long.`),
      noise: described(nullable(Quantity('', 0.02)), {
        description:
          'Estimated standard deviation of the noise of one component, in the unit of the vectors; null with fewer than 2 observations.',
      }),
      penalty: Quantity(
        'The penalty applied: as asked for, or as far above as `max_segments` needs, to within 2 %.',
        2,
      ),
      segments: Type.Array(TrajectorySegment, {
        description: 'The segments in order of time; together they hold every observation used.',
        maxItems: limits.segments,
        examples: [
          [
            {
              start_time: '2025-06-01T00:00:00.000Z',
              end_time: '2025-06-01T00:10:00.000Z',
              observations: 40,
              spread: 0.03,
              change: null,
            },
          ],
        ],
      }),
      reason: Reason('`no_observations` when there are no segments; null when there are.', 'no_observations'),
    },
    { description: 'A trajectory cut where it changes.', 'x-items': 'segments' },
  ),
);
