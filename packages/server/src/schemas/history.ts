import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityType, Metadata, Sequence, Timestamp, Vector } from './common.ts';
import { component, described } from './component.ts';
import { NextCursor } from './paging.ts';

export const HistoryItem = component(
  'HistoryItem',
  Type.Object(
    {
      sequence: Sequence,
      timestamp: Timestamp('When it was observed, in UTC.'),
      recorded_at: Timestamp('When the server stored it, in UTC.'),
      dimensions: Type.Integer({
        description: 'How many numbers its vector has.',
        minimum: 1,
        maximum: limits.vectorLength,
        examples: [6],
      }),
      compressed: Type.Boolean({
        description: 'Whether the store holds it as a difference from another of the entity, rather than whole.',
        examples: [true],
      }),
      vector: Type.Optional(Vector('The vector; present only when `include_vectors` was set.')),
      metadata: described(Metadata, { description: 'As given with the observation; empty when none was.' }),
    },
    { description: 'One observation of an entity.' },
  ),
);

export const HistoryPage = component(
  'HistoryPage',
  Type.Object(
    {
      observations: Type.Array(HistoryItem, {
        description: 'The observations of this page, in order of time; equal times in order of sequence.',
      }),
      next_cursor: NextCursor,
    },
    { description: "One page of an entity's observations." },
  ),
);

const DimensionCount = component(
  'DimensionCount',
  Type.Object(
    {
      dimensions: Type.Integer({
        description: 'A vector length.',
        minimum: 1,
        maximum: limits.vectorLength,
        examples: [6],
      }),
      observations: Count('How many observations have it.', 1440),
    },
    { description: 'How many observations have vectors of one length.' },
  ),
);

export const VectorCount = component(
  'VectorCount',
  Type.Object(
    {
      observations: Count('How many observations there are.', 1440),
      entities: Count('How many entities they are of.', 12),
      by_dimensions: Type.Array(DimensionCount, {
        description: 'The same by vector length, ascending; only lengths that occur.',
        examples: [[{ dimensions: 6, observations: 1440 }]],
      }),
    },
    { description: 'How many observations a filter lets through.' },
  ),
);

const EntityTypeSummary = component(
  'EntityTypeSummary',
  Type.Object(
    {
      entity_type: EntityType,
      entities: Count('How many entities have this type.', 12),
      observations: Count('How many observations they have.', 17_280),
    },
    { description: 'One type of entities.' },
  ),
);

export const EntityTypePage = component(
  'EntityTypePage',
  Type.Object(
    {
      entity_types: Type.Array(EntityTypeSummary, {
        description: 'The types of this page that any entity has, in order of name (by code point).',
      }),
      next_cursor: NextCursor,
    },
    { description: 'One page of the types there are.' },
  ),
);
