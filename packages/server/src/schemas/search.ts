import { Type } from 'typebox';
import { limits } from '../limits.ts';
import {
  Count,
  Distance,
  EntityId,
  EntityType,
  EntityTypes,
  Metadata,
  Nearest,
  Sequence,
  Timestamp,
  Vector,
} from './common.ts';
import { component, described } from './component.ts';

const query = [[0.1, 0.7, 0.4, 0.8, 0.2, 0.6]];

export const TemporalKnnRequest = component(
  'TemporalKnnRequest',
  Type.Object(
    {
      query_vector: Vector(
        'What to look near to. Only vectors of this length are compared. Its numbers are rounded to 32 bits as the stored ones are.',
        query,
      ),
      start_time: Type.Optional(Timestamp('Start of the window, included. Absent: no bound.', '2025-01-01T00:00:00Z')),
      end_time: Type.Optional(Timestamp('End of the window, included. Absent: no bound.', '2025-12-31T23:59:59Z')),
      k: Type.Optional(Nearest('How many observations to return at most.')),
      entity_types: Type.Optional(EntityTypes('Only observations of entities that now have one of these types.')),
      include_vectors: Type.Optional(
        Type.Boolean({ description: 'Whether each hit carries its vector.', default: false, examples: [false] }),
      ),
    },
    { additionalProperties: false, description: 'A search for the nearest observations in a window of time.' },
  ),
);

export const Hit = component(
  'Hit',
  Type.Object(
    {
      entity_id: EntityId('The entity observed.'),
      entity_type: EntityType,
      sequence: Sequence,
      timestamp: Timestamp('When it was observed, in UTC.'),
      distance: Distance(
        'Euclidean distance from the query vector, computed in 64 bits over the stored 32-bit numbers.',
      ),
      vector: Type.Optional(Vector('The vector; present only when `include_vectors` was set.')),
      metadata: described(Metadata, { description: 'As given with the observation; empty when none was.' }),
    },
    { description: 'One observation found.' },
  ),
);

export const TemporalKnnResult = component(
  'TemporalKnnResult',
  Type.Object(
    {
      hits: Type.Array(Hit, {
        description:
          'The nearest observations, nearest first; equal distances in order of sequence. Empty when the window holds none.',
      }),
      compared: Count(
        "How many observations were compared: all of the query's length, in the window and of the types asked for.",
        1204,
      ),
      dimensions: Type.Integer({
        description: 'The length compared: that of the query vector.',
        minimum: 1,
        maximum: limits.vectorLength,
        examples: [6],
      }),
    },
    { description: 'The exact nearest observations.', 'x-items': 'hits' },
  ),
);
