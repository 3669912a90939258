import { Type } from 'typebox';
import { type Category, operation } from '../operation.ts';
import { EntityTypes } from '../schemas/common.ts';
import { ChangeEvent, Status } from '../schemas/operations.ts';
import { version } from '../version.ts';
import { toChangeEvents } from '../wire.ts';

const streamChanges = operation({
  operationId: 'stream_changes',
  method: 'GET',
  path: '/v1/changes/stream',
  capability: 'changes',
  summary: 'Follow changes as they happen',
  description:
    'Server-sent events, one per change, each with an id and a `ChangeEvent` as its data. Without `Last-Event-ID` the stream starts with the next change; ' +
    'with it, with the change after that event, whatever happened in between. An id older than the log keeps, or of another log, answers 410 `cursor_expired`. ' +
    'The stream does not end by itself: comments keep it alive every 15 seconds, and `retry` is sent once, in milliseconds.',
  errors: [410],
  extensions: { 'x-stream': { endless: true, event: 'ChangeEvent' } },
  query: Type.Object({
    entity_types: Type.Optional(EntityTypes('Only changes of entities of one of these types.')),
  }),
  headers: Type.Object({
    'Last-Event-ID': Type.Optional(
      Type.String({
        description: 'Id of the last event seen; the stream goes on after it. Absent: from now.',
        minLength: 1,
        maxLength: 128,
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

const getStatus = operation({
  operationId: 'get_status',
  method: 'GET',
  path: '/v1/status',
  capability: 'health',
  summary: 'How the server is',
  description: "The server's state and version, and what it holds for the calling tenant.",
  success: { description: 'The status.', schema: Status },
  async handle(_input, { store, tenant, server }) {
    const { backend, durable, vectorBytes, compressed, entities, observations } = await store.status(tenant);
    return {
      status: server.draining ? 'draining' : 'ok',
      version,
      uptime_seconds: server.uptimeSeconds,
      storage: { backend, durable, vector_bytes: vectorBytes, compressed },
      entities,
      observations,
    };
  },
});

export const operations: Category = {
  tag: 'operations',
  description: 'Running the database and following what happens in it.',
  operations: [streamChanges, getStatus],
};
