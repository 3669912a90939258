import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { EntityId, EntityType, Metadata, Sequence, Timestamp, Vector } from './common.ts';
import { component, described, nullable, openEnum } from './component.ts';

export const Observation = component(
  'Observation',
  Type.Object(
    {
      entity_id: EntityId('The entity observed; it comes into being with its first observation.'),
      vector: Vector(
        `The observed vector: 1 to ${limits.vectorLength} finite numbers. Vectors of different lengths live side by side. ` +
          'Each number is kept as the nearest 32-bit float and given back as the shortest decimal of that float.',
      ),
      entity_type: Type.Optional(
        described(EntityType, {
          description:
            "The entity's type. Absent: it keeps the type it has, or is `UNKNOWN` when new. The last one given holds.",
          examples: ['TRACKED_OBJECT'],
        }),
      ),
      timestamp: Type.Optional(
        Timestamp(
          'When it was observed: RFC 3339 with an offset, between the years 1700 and 2250, kept to the microsecond in UTC. ' +
            "Absent: the server's time of arrival.",
        ),
      ),
      metadata: Type.Optional(
        described(Metadata, { description: 'Kept with this observation and given back with it.' }),
      ),
    },
    { additionalProperties: false, description: 'One vector of one entity at one time.' },
  ),
);

export const IngestResult = component(
  'IngestResult',
  Type.Object(
    {
      entity_id: EntityId('The entity observed.'),
      sequence: Sequence,
      timestamp: Timestamp('When it was observed, in UTC, as stored.'),
      compressed: Type.Boolean({
        description:
          'Whether the store holds this vector as a difference from an earlier one of the entity, rather than whole.',
        examples: [false],
      }),
    },
    { description: 'What was stored; it is on disk when this is answered.' },
  ),
);

export const IngestBatchRequest = component(
  'IngestBatchRequest',
  Type.Object(
    {
      observations: Type.Array(Observation, {
        description: `1 to ${limits.batchItems} observations, stored in this order. One that is invalid fails alone.`,
        minItems: 1,
        maxItems: limits.batchItems,
        examples: [[{ entity_id: 'sensor-1', vector: [0.1, 0.8, 0.3, 0.9], entity_type: 'LINK_METRIC' }]],
      }),
    },
    { additionalProperties: false, description: 'Observations to store together.' },
  ),
);

const IngestItemStatus = openEnum('IngestItemStatus', ['ingested', 'failed'], {
  description: 'What became of one observation of a batch.',
});

export const IngestItemError = component(
  'IngestItemError',
  Type.Object(
    {
      code: Type.String({ description: 'Machine-readable code, as in `Error`.', examples: ['invalid_request'] }),
      message: Type.String({ description: 'What is wrong with the item.', examples: ['vector/3 must be number'] }),
    },
    { description: 'Why one observation was not stored.' },
  ),
);

const IngestItem = component(
  'IngestItem',
  Type.Object(
    {
      index: Type.Integer({
        description: 'Position of the observation in the request, from 0.',
        minimum: 0,
        maximum: limits.batchItems - 1,
        examples: [0],
      }),
      status: IngestItemStatus,
      sequence: nullable(Type.Integer({ ...Sequence, description: 'As in `IngestResult`; null when it failed.' })),
      error: described(nullable(IngestItemError), { description: 'Why it failed; null when it was stored.' }),
    },
    { description: 'The outcome of one observation.' },
  ),
);

const tally = (description: string) =>
  Type.Integer({ description, minimum: 0, maximum: limits.batchItems, examples: [1] });

export const IngestBatchResult = component(
  'IngestBatchResult',
  Type.Object(
    {
      ingested: tally('Observations stored; they are on disk when this is answered.'),
      compressed: tally(
        'Of these, how many the store holds as a difference from an earlier vector, rather than whole.',
      ),
      items: Type.Array(IngestItem, {
        description: 'One outcome per observation, in the order of the request.',
        examples: [[{ index: 0, status: 'ingested', sequence: 42, error: null }]],
      }),
    },
    { description: 'The outcome of a batch. What failed can be sent again as it is.' },
  ),
);
