import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId, EntityType, Metadata, Timestamp } from './common.ts';
import { component, described, nullable } from './component.ts';
import { NextCursor } from './paging.ts';

const displayName = Type.String({
  description: `A name for people, 1 to ${limits.displayNameLength} characters.`,
  minLength: 1,
  maxLength: limits.displayNameLength,
  examples: ['Delivery van 1'],
});

export const Entity = component(
  'Entity',
  Type.Object(
    {
      entity_id: EntityId("The entity's id."),
      entity_type: EntityType,
      display_name: described(nullable(displayName), { description: 'A name for people; null when none was given.' }),
      metadata: described(Metadata, {
        description: "The entity's own metadata, set by `update_entity`; empty when none was.",
      }),
      created_at: Timestamp('When the server first saw the entity, in UTC.'),
      updated_at: Timestamp('When the server last stored anything about it, in UTC.'),
      first_observed: nullable(Timestamp('Timestamp of its earliest observation; null when it has none.')),
      last_observed: nullable(Timestamp('Timestamp of its latest observation; null when it has none.')),
      observations: Count('How many observations of it are stored.', 1440),
      dimensions: Type.Array(Type.Integer({ minimum: 1, maximum: limits.vectorLength }), {
        description: 'The vector lengths among its observations, ascending.',
        examples: [[4, 6]],
      }),
    },
    { description: 'A thing that is observed over time.' },
  ),
);

export const EntityPage = component(
  'EntityPage',
  Type.Object(
    {
      entities: Type.Array(Entity, {
        description: 'The entities of this page, in order of entity id (by code point).',
      }),
      next_cursor: NextCursor,
    },
    { description: 'One page of entities.' },
  ),
);

export const EntityUpdate = component(
  'EntityUpdate',
  Type.Object(
    {
      entity_type: Type.Optional(
        described(EntityType, { description: 'The new type. Absent: unchanged.', examples: ['AUTONOMOUS_VEHICLE'] }),
      ),
      display_name: Type.Optional(
        described(nullable(displayName), {
          description: 'The new name. Absent: unchanged; null: removed.',
          examples: ['Van 1', null],
        }),
      ),
      metadata: Type.Optional(
        described(nullable(Metadata), {
          description:
            'Merged into what is there, member by member, as RFC 7396 has it: a member that is null is removed. Absent: unchanged; null: all removed.',
          examples: [{ firmware: 'v2.2', source: null }, null],
        }),
      ),
    },
    {
      additionalProperties: false,
      description: 'What to change: absent, null and a value are three different things.',
    },
  ),
);

export const DeleteResult = component(
  'DeleteResult',
  Type.Object(
    {
      entity_id: EntityId('The entity deleted.'),
      observations_deleted: Count('How many observations went with it.', 1440),
    },
    { description: 'What was deleted; that is on disk when this is answered.' },
  ),
);
