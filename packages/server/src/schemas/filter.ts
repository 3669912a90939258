import type { Selection } from '@vectorscaledb/engine';
import { type Static, Type } from 'typebox';
import { limits } from '../limits.ts';
import { toWindow } from '../wire.ts';
import { EntityId, EntityTypes } from './common.ts';
import { windowMembers } from './window.ts';

/** Which observations an operation is about. */
export const filterMembers = {
  entity_id: Type.Optional(EntityId('Only observations of this entity.')),
  entity_types: Type.Optional(EntityTypes('Only observations of entities that now have one of these types.')),
  ...windowMembers('observations made'),
};

export const Dimensions = Type.Optional(
  Type.Integer({
    description: 'Only observations with vectors of this length. Absent: of every length.',
    minimum: 1,
    maximum: limits.vectorLength,
    examples: [6],
  }),
);

const Filter = Type.Object({ ...filterMembers, dimensions: Dimensions });

export const toSelection = (filter: Static<typeof Filter>): Selection => ({
  window: toWindow(filter.start_time, filter.end_time),
  ...(filter.entity_id !== undefined && { entityId: filter.entity_id }),
  ...(filter.entity_types && { entityTypes: filter.entity_types }),
  ...(filter.dimensions !== undefined && { dimensions: filter.dimensions }),
});
