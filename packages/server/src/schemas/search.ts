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
import { component, described, nullable } from './component.ts';
import { NextCursor } from './paging.ts';
import { windowMembers } from './window.ts';

const window = windowMembers('observations made');

const members = {
  query_vector: Vector(
    'What to look near to. Only vectors of this length are compared. Its numbers are rounded to 32 bits as the stored ones are.',
    [[0.1, 0.7, 0.4, 0.8, 0.2, 0.6]],
  ),
  ...window,
  k: Type.Optional(Nearest('How many observations to return at most.')),
  entity_types: Type.Optional(EntityTypes('Only observations of entities that now have one of these types.')),
  include_vectors: Type.Optional(
    Type.Boolean({ description: 'Whether each hit carries its vector.', default: false, examples: [false] }),
  ),
};

export const TemporalKnnRequest = component(
  'TemporalKnnRequest',
  Type.Object(members, {
    additionalProperties: false,
    description: 'A search for the nearest observations in a window of time.',
  }),
);

export const AsOfKnnRequest = component(
  'AsOfKnnRequest',
  Type.Object(
    {
      query_vector: members.query_vector,
      as_of: Timestamp(
        "The instant to go back to, by the server's clock: observations stored by then and not deleted by then take part. One to come is the present.",
        '2025-06-01T12:00:00Z',
      ),
      ...window,
      k: members.k,
      entity_types: Type.Optional(EntityTypes('Only observations of entities that had one of these types then.')),
      include_vectors: members.include_vectors,
    },
    {
      additionalProperties: false,
      description: 'A search for the nearest observations in the world as it stood at an instant.',
    },
  ),
);

export const RangeSearchRequest = component(
  'RangeSearchRequest',
  Type.Object(
    {
      query_vector: members.query_vector,
      radius: Type.Number({
        description: 'How far an observation may be at most, as Euclidean distance; one exactly so far is found.',
        format: 'double',
        minimum: 0,
        maximum: 1e40,
        examples: [0.5],
      }),
      ...window,
      entity_types: members.entity_types,
      include_vectors: members.include_vectors,
    },
    { additionalProperties: false, description: 'A search for all observations within a radius.' },
  ),
);

export const BatchSearchRequest = component(
  'BatchSearchRequest',
  Type.Object(
    {
      queries: Type.Array(TemporalKnnRequest, {
        description:
          `1 to ${limits.batchQueries} searches. Their \`k\` may sum up to ${limits.batchNearest}; where vectors are included, \`k\` times the length of ` +
          `the vector may sum up to ${limits.batchNumbers}.`,
        minItems: 1,
        maxItems: limits.batchQueries,
        examples: [
          [
            { query_vector: [0.1, 0.7, 0.4, 0.8], k: 5 },
            { query_vector: [0.3, 0.2], k: 1 },
          ],
        ],
      }),
    },
    { additionalProperties: false, description: 'Searches to be made in one call.' },
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

const hits = Type.Array(Hit, {
  description:
    'The nearest observations, nearest first; equal distances in order of sequence. Empty when there are none.',
});
const compared = Count(
  "How many observations were compared: all of the query's length, in the window and of the types asked for.",
  1204,
);
const dimensions = Type.Integer({
  description: 'The length compared: that of the query vector.',
  minimum: 1,
  maximum: limits.vectorLength,
  examples: [6],
});

export const TemporalKnnResult = component(
  'TemporalKnnResult',
  Type.Object({ hits, compared, dimensions }, { description: 'The exact nearest observations.', 'x-items': 'hits' }),
);

export const AsOfKnnResult = component(
  'AsOfKnnResult',
  Type.Object(
    { as_of: Timestamp('The instant asked for, in UTC.', '2025-06-01T12:00:00.000Z'), hits, compared, dimensions },
    { description: 'The exact nearest observations as of an instant.', 'x-items': 'hits' },
  ),
);

export const RangeSearchPage = component(
  'RangeSearchPage',
  Type.Object(
    {
      hits: Type.Array(Hit, {
        description: 'The observations of this page, nearest first; equal distances in order of sequence.',
      }),
      within: Count('How many observations are within the radius, on all pages together.', 17),
      compared,
      dimensions,
      next_cursor: NextCursor,
    },
    { description: 'One page of the observations within a radius.' },
  ),
);

export const BatchSearchResult = component(
  'BatchSearchResult',
  Type.Object(
    { results: Type.Array(TemporalKnnResult, { description: 'One result per search, in the order of the request.' }) },
    { description: 'The results of many searches.', 'x-items': 'results' },
  ),
);

export const SimilarEntities = component(
  'SimilarEntities',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      observed_at: nullable(
        Timestamp(
          'When its latest observation in the window was made, which the others are compared with; null when it has none.',
        ),
      ),
      dimensions: nullable(
        Type.Integer({
          description: 'The vector length compared: that of this observation; null when there is none.',
          minimum: 1,
          maximum: limits.vectorLength,
          examples: [6],
        }),
      ),
      matches: Type.Array(Hit, {
        description:
          'The nearest entities, each by its latest observation of this length in the window; nearest first, equal distances in order of sequence.',
      }),
      compared: Count('How many other entities were compared.', 119),
      reason: nullable(
        Type.String({
          description:
            'Why `matches` is empty: `no_observations` (of this entity in the window) or `no_candidates`; null when it is not.',
          examples: ['no_observations'],
        }),
      ),
    },
    { description: 'The entities nearest to one.', 'x-items': 'matches' },
  ),
);
