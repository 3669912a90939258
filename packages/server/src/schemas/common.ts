import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { component, openEnum } from './component.ts';

const bounds = `Between 1 and ${limits.entityIdLength} characters, without control characters; \`.\` and \`..\` are refused.`;

export const EntityId = (description: string) =>
  Type.String({
    description: `${description} ${bounds}`,
    minLength: 1,
    maxLength: limits.entityIdLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]+$',
    examples: ['vehicle-001'],
  });

export const EntityType = openEnum('EntityType', ['TRACKED_OBJECT', 'LINK_METRIC', 'AUTONOMOUS_VEHICLE'], {
  description:
    'What kind of thing an entity is. The listed names are conventional; the server accepts any other name of 1 to ' +
    `${limits.entityTypeLength} characters. An entity whose type was never given is \`UNKNOWN\`.`,
  maxLength: limits.entityTypeLength,
});

/** Kept as 32-bit floats (see docs/decisions), so the bounds are those of that format. */
const element = Type.Number({ format: 'double', minimum: -3.4028235e38, maximum: 3.4028235e38 });

export const Vector = (description: string, examples = [[0.1, 0.8, 0.3, 0.9, 0.2, 0.7]]) =>
  Type.Array(element, { description, minItems: 1, maxItems: limits.vectorLength, 'x-packed-floats': true, examples });

export const Metadata = component(
  'Metadata',
  Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    maxProperties: limits.metadataKeys,
    description:
      `Free-form JSON members, at most ${limits.metadataKeys} of them and at most ${limits.metadataBytes} bytes as JSON text. ` +
      'Values may be any JSON; numbers are kept as IEEE 754 doubles.',
    examples: [{ source: 'lidar', firmware: 'v2.1' }],
  }),
);

export const Timestamp = (description: string, example = '2025-06-01T00:00:00.000Z') =>
  Type.String({ description, format: 'date-time', examples: [example] });

export const Count = (description: string, example = 1) =>
  Type.Integer({ description, format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, examples: [example] });

export const Sequence = Count(
  "Position in the tenant's change log: larger is later. It is also the order in which equal distances are listed.",
  42,
);

export const Distance = (description: string) =>
  Type.Number({ description, format: 'double', minimum: 0, examples: [0.1732] });

export const EntityTypes = (description: string) =>
  Type.Array(EntityType, {
    description: `${description} Up to ${limits.entityTypesPerFilter} names; absent means every type.`,
    minItems: 1,
    maxItems: limits.entityTypesPerFilter,
    examples: [['TRACKED_OBJECT']],
  });

export const Nearest = (description: string) =>
  Type.Integer({ description, minimum: 1, maximum: limits.nearest, default: 10, examples: [10] });

export const EntityPath = Type.Object({ entity_id: EntityId('The id of the entity.') });
