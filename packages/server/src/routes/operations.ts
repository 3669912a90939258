import { Type } from 'typebox';
import { HEARTBEAT_SECONDS, WEBSOCKET_PATH } from '../http/websocket-feed.ts';
import { limits } from '../limits.ts';
import { type Category, operation } from '../operation.ts';
import { EntityTypes } from '../schemas/common.ts';
import { ChangeBatch, ChangeEvent } from '../schemas/operations.ts';
import { toChangeEvent, toChangeEvents } from '../wire.ts';
import { getStatus, listNodes, whoami } from './health.ts';
import { applyRetention, compact, createSnapshot, listSnapshots, restoreSnapshot } from './storage.ts';

const streamChanges = operation({
  operationId: 'stream_changes',
  method: 'GET',
  path: '/v1/changes/stream',
  capability: 'changes',
  summary: 'Follow changes as they happen',
  description:
    'Server-sent events, one per change, each with an id and a `ChangeEvent` as its data. Without `Last-Event-ID` the stream starts with the next change; ' +
    'with it, with the change after that event, whatever happened in between. An id older than the log keeps, or of another log, answers 410 `cursor_expired`. ' +
    'The stream does not end by itself: comments keep it alive every 15 seconds, and `retry` is sent once, in milliseconds. ' +
    `The same feed can be had by WebSocket at \`${WEBSOCKET_PATH}\`.`,
  errors: [410],
  extensions: {
    'x-stream': { endless: true, event: 'ChangeEvent' },
    'x-websocket': {
      path: WEBSOCKET_PATH,
      heartbeat_seconds: HEARTBEAT_SECONDS,
      message: { 'X-API-Key': 'api_key', Authorization: 'api_key', 'X-Tenant-ID': 'tenant_id' },
    },
  },
  query: Type.Object({
    entity_types: Type.Optional(EntityTypes('Only changes of entities of one of these types.')),
  }),
  headers: Type.Object({
    'Last-Event-ID': Type.Optional(
      Type.String({
        description: 'Id of the last event seen; the stream goes on after it. Absent: from now.',
        minLength: 1,
        maxLength: limits.eventIdLength,
        examples: ['6b1f0c2a-42'],
      }),
    ),
  }),
  success: { description: 'The stream of changes.', schema: ChangeEvent },
  async handle({ query, headers }, { store, tenant, signal }) {
    const after = headers['Last-Event-ID'];
    const { startId, changes } = await store.changes(tenant, {
      signal: signal(),
      ...(after !== undefined && { after }),
      ...(query.entity_types && { entityTypes: query.entity_types }),
    });
    return { startId, events: toChangeEvents(changes) };
  },
});

const pollChanges = operation({
  operationId: 'poll_changes',
  method: 'GET',
  path: '/v1/changes',
  capability: 'changes',
  summary: 'Ask for changes since a place in the log',
  description:
    'The same changes as `stream_changes`, asked for one call at a time. Without `cursor` it starts with the next change; with the one of the answer before, or the id of an event, ' +
    'it goes on after that. It waits up to `wait_ms` for the first change and answers as soon as there is one. ' +
    'A cursor older than the log keeps, or of another log, answers 410 `cursor_expired`.',
  errors: [410],
  query: Type.Object({
    cursor: Type.Optional(
      Type.String({
        description: '`cursor` of the answer before, or the id of an event. Absent: from now.',
        minLength: 1,
        maxLength: limits.eventIdLength,
        examples: ['6b1f0c2a-42'],
      }),
    ),
    entity_types: Type.Optional(EntityTypes('Only changes of entities of one of these types.')),
    limit: Type.Optional(
      Type.Integer({
        description: 'Changes per answer at most.',
        minimum: 1,
        maximum: limits.pageSize,
        default: 100,
        examples: [100],
      }),
    ),
    wait_ms: Type.Optional(
      Type.Integer({
        description: 'Milliseconds to wait for a change when there is none yet.',
        minimum: 0,
        maximum: limits.waitMs,
        default: 0,
        examples: [0],
      }),
    ),
  }),
  success: { description: 'The changes, and where to go on.', schema: ChangeBatch },
  async handle({ query }, { store, tenant, signal }) {
    const { changes, cursor, more } = await store.poll(tenant, {
      signal: signal(),
      limit: query.limit ?? 100,
      waitMs: query.wait_ms ?? 0,
      ...(query.cursor !== undefined && { after: query.cursor }),
      ...(query.entity_types && { entityTypes: query.entity_types }),
    });
    return { changes: changes.map(toChangeEvent), cursor, more };
  },
});

export const operations: Category = {
  tag: 'operations',
  description: 'Running the database and following what happens in it.',
  operations: [
    streamChanges,
    pollChanges,
    createSnapshot,
    listSnapshots,
    restoreSnapshot,
    compact,
    applyRetention,
    getStatus,
    whoami,
    listNodes,
  ],
};
