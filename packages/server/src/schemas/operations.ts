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

const ServerState = openEnum('ServerState', ['ok', 'draining'], {
  description: 'Whether the server takes requests, or is finishing those it has before it stops.',
});

const StorageStatus = component(
  'StorageStatus',
  Type.Object(
    {
      backend: Type.String({ description: 'What keeps the data.', examples: ['sqlite'] }),
      durable: Type.Boolean({ description: 'Whether acknowledged writes outlive the process.', examples: [true] }),
      vector_bytes: Count("Bytes the tenant's vectors take in the store.", 48_000),
      compressed: Count('How many observations are held as a difference from an earlier one.', 812),
    },
    { description: "How the tenant's data is kept." },
  ),
);

export const Status = component(
  'Status',
  Type.Object(
    {
      status: ServerState,
      version: Type.String({ description: "The server's version.", examples: ['0.1.0'] }),
      uptime_seconds: Type.Number({ description: 'Seconds since the server started.', minimum: 0, examples: [86_400] }),
      storage: StorageStatus,
      entities: Count('How many entities the tenant has.', 120),
      observations: Count('How many observations the tenant has.', 172_800),
    },
    { description: 'How the server is, and what it holds for the calling tenant.' },
  ),
);
