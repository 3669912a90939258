import { Type } from 'typebox';
import { component } from './component.ts';

const ErrorDetail = component(
  'ErrorDetail',
  Type.Object(
    {
      path: Type.String({
        description: 'Where the problem is: `body`, `query`, `path` or `header`, then a JSON Pointer.',
        examples: ['body/vector/3'],
      }),
      message: Type.String({ description: 'What is wrong there.', examples: ['must be number'] }),
    },
    { description: 'One problem of a request.' },
  ),
);

export const ErrorBody = component(
  'Error',
  Type.Object(
    {
      code: Type.String({
        description: 'Machine-readable code; stable. Codes may be added.',
        examples: ['entity_not_found', 'invalid_request', 'rate_limited'],
      }),
      message: Type.String({ description: 'What went wrong, for people.', examples: ['no entity "vehicle-001"'] }),
      request_id: Type.String({
        description: 'Identifies this request in the logs; the same as the `X-Request-ID` header.',
        examples: ['req_01J8Z3K6W5'],
      }),
      details: Type.Optional(
        Type.Array(ErrorDetail, {
          description: 'The problems found in the request, where it was invalid.',
          examples: [[{ path: 'body/vector/3', message: 'must be number' }]],
        }),
      ),
      retry_after: Type.Optional(
        Type.Number({
          description: 'Seconds to wait before trying again; the same as the `Retry-After` header.',
          minimum: 0,
          examples: [1],
        }),
      ),
    },
    { description: 'Every error answer has this shape.' },
  ),
);

/** The component responses: one per status, each listed by every operation that can answer it. */
export const errorResponses = {
  400: {
    name: 'BadRequest',
    description:
      'The request breaks a stated bound or is not well-formed JSON (`invalid_request`, `invalid_json`, `invalid_cursor`).',
  },
  401: {
    name: 'Unauthorized',
    description: 'No API key, or one that is not valid (`missing_credentials`, `invalid_credentials`).',
  },
  403: { name: 'Forbidden', description: 'The key may not act for the named tenant (`tenant_forbidden`).' },
  404: { name: 'NotFound', description: 'No such entity for this tenant (`entity_not_found`).' },
  409: {
    name: 'Conflict',
    description:
      'A request with the same `Idempotency-Key` is still running (`request_in_progress`); try again after `Retry-After`.',
  },
  410: {
    name: 'Gone',
    description:
      'The event id is older than the change log keeps, or of another log (`cursor_expired`). Nothing is skipped silently: start again without one.',
  },
  413: { name: 'PayloadTooLarge', description: 'The body is larger than this operation takes (`body_too_large`).' },
  415: {
    name: 'UnsupportedMediaType',
    description: 'The body is not of a media type this operation takes (`unsupported_media_type`).',
  },
  422: {
    name: 'UnprocessableContent',
    description: 'Well-formed, but it cannot be done (`invalid_window`, `too_much_work`, `idempotency_key_reused`).',
  },
  429: {
    name: 'TooManyRequests',
    description: "The key's request rate is used up (`rate_limited`); try again after `Retry-After`.",
  },
  500: { name: 'InternalError', description: 'The server failed (`internal_error`); quote the request id.' },
  503: {
    name: 'ServiceUnavailable',
    description: 'The server is shutting down or cannot write (`unavailable`); try again after `Retry-After`.',
  },
} as const;

export type ErrorStatus = keyof typeof errorResponses;

/** Answers that say when to come back. */
export const retryableStatuses: ReadonlySet<number> = new Set([409, 429, 503]);
