import { type Static, Type } from 'typebox';
import { limits } from '../limits.ts';
import { EntityTypes } from '../schemas/common.ts';

export const WEBSOCKET_PATH = '/v1/changes/socket';

/** How often a server says that it is there. Twice and a half that much silence means that it is not. */
export const HEARTBEAT_SECONDS = 15;

/** A client that has not said what it wants by then is let go. */
export const SUBSCRIBE_MS = 10_000;

/** What a client says first, and all it says. Credentials go in it where headers cannot be set; never in the URL. */
export const Subscribe = Type.Object(
  {
    type: Type.Literal('subscribe'),
    api_key: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    tenant_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    entity_types: Type.Optional(EntityTypes('Only changes of entities of one of these types.')),
    last_event_id: Type.Optional(Type.String({ minLength: 1, maxLength: limits.eventIdLength })),
  },
  { additionalProperties: false },
);

export type Subscribe = Static<typeof Subscribe>;

/** A refusal's status as a close code: 401 closes with 4401. */
export const closeCode = (status: number): number => 4000 + status;
