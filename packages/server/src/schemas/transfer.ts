import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count } from './common.ts';
import { component, described, nullable } from './component.ts';
import { filterMembers } from './filter.ts';
import { IngestItemError, Observation } from './ingestion.ts';

export const ValidateBatchRequest = component(
  'ValidateBatchRequest',
  Type.Object(
    {
      observations: Type.Array(Observation, {
        description: `1 to ${limits.batchItems} observations to check.`,
        minItems: 1,
        maxItems: limits.batchItems,
        examples: [[{ entity_id: 'sensor-1', vector: [0.1, 0.8, 0.3, 0.9], entity_type: 'LINK_METRIC' }]],
      }),
    },
    { additionalProperties: false, description: 'Observations to check without storing them.' },
  ),
);

const ValidatedItem = component(
  'ValidatedItem',
  Type.Object(
    {
      index: Type.Integer({
        description: 'Position of the observation in the request, from 0.',
        minimum: 0,
        maximum: limits.batchItems - 1,
        examples: [0],
      }),
      valid: Type.Boolean({ description: 'Whether it could be stored.', examples: [true] }),
      error: described(nullable(IngestItemError), { description: 'Why it could not be stored; null when it could.' }),
    },
    { description: 'What is to say of one observation.' },
  ),
);

export const ValidateBatchResult = component(
  'ValidateBatchResult',
  Type.Object(
    {
      valid: Count('How many could be stored.', 2),
      invalid: Count('How many could not.', 0),
      items: Type.Array(ValidatedItem, {
        description: 'One answer per observation, in the order of the request.',
        examples: [[{ index: 0, valid: true, error: null }]],
      }),
    },
    { description: 'What is to say of a batch; nothing was stored.', 'x-items': 'items' },
  ),
);

export const DeleteVectorsRequest = component(
  'DeleteVectorsRequest',
  Type.Object(
    {
      ...filterMembers,
      dry_run: Type.Optional(
        Type.Boolean({
          description: 'Whether to only count what would be deleted.',
          default: false,
          examples: [true],
        }),
      ),
    },
    {
      additionalProperties: false,
      description: 'Which observations to delete: those that match all that is given, which must be something.',
      examples: [{ entity_id: 'vehicle-001', end_time: '2025-01-01T00:00:00Z', dry_run: true }],
    },
  ),
);

export const DeleteVectorsResult = component(
  'DeleteVectorsResult',
  Type.Object(
    {
      observations_deleted: Count('How many observations were deleted, or would be.', 1440),
      entities_affected: Count('How many entities they were of. These stay, also with no observation left.', 1),
      dry_run: Type.Boolean({ description: 'Whether this is only what would be.', examples: [false] }),
    },
    { description: 'What was deleted; that is on disk when this is answered.' },
  ),
);

const ImportError = component(
  'ImportError',
  Type.Object(
    {
      line: Count('The line, from 1; empty lines count.', 17),
      error: described(IngestItemError, { description: 'Why it was not stored.' }),
    },
    { description: 'A line that was not stored.' },
  ),
);

export const ImportResult = component(
  'ImportResult',
  Type.Object(
    {
      imported: Count('Observations stored; they are on disk when this is answered.', 1_000_000),
      compressed: Count('Of these, how many the store holds as a difference from another, rather than whole.', 981_000),
      failed: Count('Lines that were not stored.', 1),
      errors: Type.Array(ImportError, {
        description: `The first ${limits.importErrors} of the lines that failed, in order.`,
        maxItems: limits.importErrors,
        examples: [[{ line: 17, error: { code: 'invalid_request', message: 'vector/3 must be number' } }]],
      }),
    },
    { description: 'The outcome of an import.' },
  ),
);
