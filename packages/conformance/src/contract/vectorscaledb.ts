import { listOf, type Members, membersOf, resolver } from '../cases/document.ts';
import { sample } from '../cases/sample.ts';
import { printJson } from '../exact/json.ts';
import type { Case, WireRequest } from '../fixtures/case.ts';
import type { Document } from '../fixtures/fixture.ts';
import { same } from '../judge/finding.ts';
import type { Answer } from '../scoring/answer.ts';
import { busy } from './read.ts';
import { say, socket, subscribed } from './websocket.ts';

/** The contract where it meets the API's own document: what that says of each operation decides. */
const SOON = { 'Retry-After-Ms': '20' };
const STREAM = { 'Content-Type': 'text/event-stream' };
const client = { auth: { ApiKey: 'key-1' } };
/** What drivers of the API's own SDKs find in their environment. */
export const DRIVER_ENVIRONMENT = { VSDB_API_KEY: 'key-of-environment' };
const SENT = { 'X-API-Key': 'key-1', Authorization: null };
const PROBLEM = { code: 'entity_not_found', message: 'No such entity', request_id: 'r-1' };

const follow = (id: string | null): WireRequest => ({
  method: 'GET',
  target: '/v1/changes/stream?entity_types=X',
  headers: { ...SENT, Accept: 'text/event-stream', 'Last-Event-ID': id },
});
const entity = (method: string, body?: WireRequest['body']): WireRequest => ({
  method,
  target: '/v1/entities/a%2Fb',
  headers: SENT,
  ...(body ? { body } : {}),
});
const path = { path: { entity_id: 'a/b' } };

/** One tree of errors, the same in every language. */
const ERRORS: readonly (readonly [status: number, type: string])[] = [
  [400, 'InvalidRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [410, 'CursorExpiredError'],
  [413, 'InvalidRequestError'],
  [415, 'InvalidRequestError'],
  [422, 'InvalidRequestError'],
  [429, 'RateLimitError'],
  [500, 'ServerError'],
  [503, 'ServerError'],
];

export function vectorscaledbCases(document: Document): Case[] {
  const resolve = resolver(document);
  const like = (schema: string): Members =>
    membersOf(sample(resolve, { $ref: `#/components/schemas/${schema}` }, { mode: 'full', direction: 'response' }));
  const page = (cursor: string | null): Answer => ({ json: { entities: [like('Entity')], next_cursor: cursor } });
  const change = (sequence: number): Members => ({ ...like('ChangeEvent'), sequence });
  const idOf = (sequence: number): string => String(change(sequence).id);
  const events = (...sequences: readonly number[]): Answer => ({
    status: 200,
    headers: STREAM,
    chunked: true,
    text: `retry: 50\n${sequences.map((n) => `id: log-${n}\ndata: ${printJson(change(n))}\n\n`).join('')}`,
  });
  return [
    {
      name: 'a read by POST is retried',
      feature: 'Retries by method',
      call: { operation: 'temporal_knn', client, body: { query_vector: [0.5], k: 1 } },
      answers: [busy(SOON), { status: 422, json: { ...PROBLEM, code: 'invalid' } }],
      wire: Array.from({ length: 2 }, () => ({
        method: 'POST',
        target: '/v1/search/temporal-knn',
        headers: SENT,
        body: { json: { query_vector: [0.5], k: 1 } },
      })),
      gives: { status: 422, attempts: 2, error: { type: 'InvalidRequestError', code: 'invalid', request_id: 'r-1' } },
    },
    {
      name: 'an idempotent PATCH is retried',
      feature: 'Retries by method',
      call: { operation: 'update_entity', client, params: path, body: { entity_type: 'Y' } },
      answers: [busy(SOON), { status: 404, json: PROBLEM }],
      wire: Array.from({ length: 2 }, () =>
        entity('PATCH', { type: 'application/merge-patch+json', json: { entity_type: 'Y' } }),
      ),
      gives: { status: 404, attempts: 2, error: { type: 'EntityNotFoundError', code: 'entity_not_found' } },
    },
    {
      name: 'an entity that is not there has an error of its own',
      feature: 'Errors by status',
      call: { operation: 'get_entity', client, params: path },
      answers: [{ status: 404, json: PROBLEM }],
      wire: [entity('GET')],
      gives: {
        status: 404,
        attempts: 1,
        error: {
          type: 'EntityNotFoundError',
          code: 'entity_not_found',
          message: 'No such entity',
          request_id: 'r-1',
          body: PROBLEM,
        },
      },
    },
    {
      name: 'another 404 has not',
      feature: 'Errors by status',
      call: { operation: 'get_entity', client, params: path },
      answers: [{ status: 404 }],
      wire: [entity('GET')],
      gives: { status: 404, attempts: 1, error: { type: 'NotFoundError' } },
    },
    ...ERRORS.map(
      ([status, type]): Case => ({
        name: `the error of ${status}`,
        feature: 'Errors by status',
        call: { operation: 'get_entity', client: { ...client, options: { max_retries: 0 } }, params: path },
        answers: [{ status, json: { ...PROBLEM, code: 'some_code' } }],
        wire: [entity('GET')],
        gives: { status, attempts: 1, error: { type } },
      }),
    ),
    {
      name: 'the key of the environment goes where none is given',
      feature: 'Alternatives of security',
      call: { operation: 'get_entity', client: { auth: {} }, params: path },
      answers: [{ status: 404, json: PROBLEM }],
      wire: [{ ...entity('GET'), headers: { 'X-API-Key': DRIVER_ENVIRONMENT.VSDB_API_KEY, Authorization: null } }],
      gives: { status: 404, attempts: 1, error: { code: 'entity_not_found' } },
    },
    {
      name: 'a token goes as a token',
      feature: 'Alternatives of security',
      call: { operation: 'get_entity', client: { auth: { BearerAuth: 'tok' } }, params: path },
      answers: [{ status: 401, json: { ...PROBLEM, code: 'unauthorized' } }],
      wire: [{ ...entity('GET'), headers: { Authorization: 'Bearer tok', 'X-API-Key': null } }],
      gives: { status: 401, attempts: 1, error: { type: 'AuthenticationError', code: 'unauthorized' } },
    },
    {
      name: 'pages to their end',
      feature: 'Pages',
      call: { operation: 'list_entities', client, params: { query: { limit: 1 } }, take: 5 },
      answers: [page('c 2'), page(null)],
      wire: ['', '&cursor=c%202'].map((rest) => ({
        method: 'GET',
        target: `/v1/entities?limit=1${rest}`,
        headers: SENT,
      })),
      gives: { items: [like('Entity'), like('Entity')], end: 'complete' },
    },
    severalAtOnce(like('IngestBatchResult')),
    {
      name: 'the feed goes on after a clean end',
      feature: 'Endless feeds',
      call: { operation: 'stream_changes', client, params: { query: { entity_types: ['X'] } }, take: 3 },
      answers: [events(1), events(2, 3)],
      wire: [follow(null), follow('log-1')],
      gives: { items: [change(1), change(2), change(3)], end: 'taken' },
    },
    {
      name: 'the same feed by WebSocket',
      feature: 'Feeds by WebSocket',
      call: {
        operation: 'stream_changes',
        transport: 'websocket',
        client,
        params: { query: { entity_types: ['X'] } },
        take: 2,
      },
      answers: [
        socket(subscribed('log-0'), say({ type: 'event', event: change(1) }), { close: 1012 }),
        socket(subscribed(idOf(1)), say({ type: 'event', event: { ...change(2), id: 'log-2' } })),
      ],
      wire: [{}, { last_event_id: idOf(1) }].map((more) => ({
        method: 'GET',
        target: '/v1/changes/socket',
        headers: SENT,
        messages: [{ type: 'subscribe', entity_types: ['X'], ...more }],
      })),
      gives: { items: [change(1), { ...change(2), id: 'log-2' }], end: 'taken', status: 101 },
    },
    {
      name: 'a cursor older than the log is raised',
      feature: 'Streams resume at the last event',
      call: { operation: 'stream_changes', client, params: { query: { entity_types: ['X'] } } },
      answers: [events(1), { status: 410, json: { ...PROBLEM, code: 'cursor_expired' } }],
      wire: [follow(null), follow('log-1')],
      gives: { items: [change(1)], end: 'interrupted', error: { type: 'CursorExpiredError', code: 'cursor_expired' } },
    },
  ];
}

/** So many requests of one bulk call are on their way at once where its caller names no number, and no more. */
const AT_ONCE = 4;
const PART = 1000;
const PARTS = 6;
const ANSWER_MS = 800;

function severalAtOnce(result: Members): Case {
  const observations = Array.from({ length: PARTS * PART }, (_, n) => ({ entity_id: `e-${n}`, vector: [0.5] }));
  const [item = {}] = listOf(result.items);
  const items = Array.from({ length: PART }, (_, index) => ({ ...membersOf(item), index, error: null }));
  const answer: Answer = { json: { ...result, items }, delay: ANSWER_MS };
  return {
    name: 'a bulk call sends four parts at once',
    feature: 'Bulk calls',
    call: { operation: 'ingest_batch', client, body: { observations } },
    answers: Array.from({ length: PARTS }, () => answer),
    wire: null,
    gives: { status: 200 },
    also: ({ recorded }) => {
      const [first = 0, ...others] = recorded.map(({ at }) => at).toSorted((one, other) => one - other);
      const together = 1 + others.filter((at) => at - first < ANSWER_MS).length;
      return [...same('requests', PARTS, recorded.length), ...same('requests at once', AT_ONCE, together)];
    },
  };
}
