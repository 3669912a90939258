import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId, EntityType, Timestamp } from './common.ts';
import { component, described, nullable } from './component.ts';
import { Reason } from './tracks.ts';
import { windowMembers } from './window.ts';

export const histogramQuery = Type.Object({
  ...windowMembers('observations'),
  interval_seconds: Type.Optional(
    Type.Integer({
      description:
        'Width of a bucket; buckets start at whole multiples of it since 1970-01-01T00:00:00Z. Absent: the window in `buckets` equal parts. ' +
        `A window of more than ${limits.buckets} intervals answers 422 \`too_much_work\`.`,
      minimum: 1,
      maximum: 31_622_400,
      examples: [3600],
    }),
  ),
  buckets: Type.Optional(
    Type.Integer({
      description: 'How many buckets to make of the window, where `interval_seconds` is absent.',
      minimum: 1,
      maximum: limits.buckets,
      default: 24,
      examples: [24],
    }),
  ),
  entity_id: Type.Optional(EntityId('Only observations of this entity; one never seen answers 404.')),
  entity_type: Type.Optional(
    described(EntityType, {
      description: 'Only observations of entities that now have this type.',
      examples: ['TRACKED_OBJECT'],
    }),
  ),
});

const TimeBucket = component(
  'TimeBucket',
  Type.Object(
    {
      start_time: Timestamp('Start, included, in UTC.'),
      end_time: Timestamp('End, not included, in UTC.', '2025-06-01T01:00:00.000Z'),
      observations: Count('How many observations were made in it, within the window.', 240),
      entities: Count('How many different entities they are of.', 12),
    },
    { description: 'A stretch of time.' },
  ),
);

export const TimeHistogram = component(
  'TimeHistogram',
  Type.Object(
    {
      interval_seconds: nullable(
        Type.Number({
          description: 'Width of a bucket in seconds; null when there is none.',
          format: 'double',
          minimum: 0,
          examples: [3600],
        }),
      ),
      observations: Count('How many observations the window holds.', 5760),
      buckets: Type.Array(TimeBucket, {
        description:
          'Every bucket of the window in order of time, also those with nothing in them. The window runs from the first observation or to the last one ' +
          'where it has no bound, and is cut to the years 1700 to 2250.',
        maxItems: limits.buckets,
        examples: [
          [
            {
              start_time: '2025-06-01T00:00:00.000Z',
              end_time: '2025-06-01T01:00:00.000Z',
              observations: 240,
              entities: 12,
            },
          ],
        ],
      }),
      reason: Reason('`no_observations` when the window holds none; null when it does.', 'no_observations'),
    },
    { description: 'When observations were made.', 'x-items': 'buckets' },
  ),
);
