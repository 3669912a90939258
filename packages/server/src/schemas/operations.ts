import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId, EntityType, Timestamp } from './common.ts';
import { component, nullable, openEnum } from './component.ts';

const ChangeType = openEnum('ChangeType', ['created', 'updated', 'deleted'], {
  description:
    'What happened to an entity: `created` by its first observation, `updated` by a later one or by `update_entity`, or `deleted`.',
});

export const ChangeEvent = component(
  'ChangeEvent',
  Type.Object(
    {
      id: Type.String({
        description:
          'Id of the event, unique for the tenant: send the last one seen as `Last-Event-ID` to go on after it.',
        examples: ['6b1f0c2a-42'],
      }),
      sequence: Count("Position in the tenant's change log: larger is later; gaps are normal.", 42),
      entity_id: EntityId('The entity that changed.'),
      entity_type: EntityType,
      change_type: ChangeType,
      timestamp: Timestamp('When the server stored the change, in UTC.'),
      observed_at: nullable(Timestamp('Timestamp of the observation that made the change; null when none did.')),
      dimensions: nullable(
        Type.Integer({
          description: 'Vector length of that observation; null when none made the change.',
          minimum: 1,
          maximum: limits.vectorLength,
          examples: [6],
        }),
      ),
    },
    { description: 'One change of one entity.' },
  ),
);

export const ChangeBatch = component(
  'ChangeBatch',
  Type.Object(
    {
      changes: Type.Array(ChangeEvent, { description: 'The changes, in order; empty when nothing happened in time.' }),
      cursor: Type.String({
        description: 'Pass as `cursor` to go on from here; always given, also when nothing happened.',
        examples: ['6b1f0c2a-42'],
      }),
      more: Type.Boolean({ description: 'Whether more is there already.', examples: [false] }),
    },
    { description: 'Changes since a place in the log.', 'x-items': 'changes' },
  ),
);
