import { StoreError, type StoreErrorCode } from '@vectorscaledb/engine';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorStatus } from '../schemas/errors.ts';

export interface Problem {
  path: string;
  message: string;
}

interface More {
  details?: Problem[];
  /** Seconds, at which the caller may try again. */
  retryAfter?: number;
  headers?: Record<string, string>;
}

/** A refusal that is answered as it is: status, machine-readable code, words. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: More;

  constructor(status: number, code: string, message: string, more: More = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

export const invalid = (message: string, details?: Problem[]) =>
  new ApiError(400, 'invalid_request', message, details && { details });

const ofStore: Record<StoreErrorCode, ErrorStatus> = {
  entity_not_found: 404,
  snapshot_not_found: 404,
  too_much_work: 422,
  too_many_snapshots: 422,
  history_not_kept: 422,
  invalid_cursor: 400,
  invalid_request: 400,
  conflict: 409,
  cursor_expired: 410,
  unavailable: 503,
  data_directory_locked: 503,
};

const notGzip = () => new ApiError(400, 'invalid_encoding', 'the body is not well-formed gzip');

/** Refusals of Fastify and of zlib in our words; they name them by code. */
const ofFastify: Record<string, () => ApiError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new ApiError(413, 'body_too_large', 'the body is larger than this operation takes'),
  ECONNRESET: () => invalid('the body broke off'),
  Z_DATA_ERROR: notGzip,
  Z_BUF_ERROR: notGzip,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => invalid('the body is not as long as Content-Length says'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new ApiError(400, 'invalid_json', 'the body is not well-formed JSON'),
  FST_ERR_BAD_URL: () => invalid('the path is not well-formed percent-encoded UTF-8'),
  FST_ERR_MAX_PARAM_LENGTH: () => invalid('a path segment is too long'),
};

/** What to answer to whatever was thrown; null when it is a fault of ours, of which nothing is told. */
export function toApiError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) {
    const status = ofStore[error.code];
    return new ApiError(status, error.code, error.message, status === 503 ? { retryAfter: 1 } : {});
  }
  return ofFastify[(error as FastifyError).code]?.() ?? null;
}

export const internal = new ApiError(500, 'internal_error', 'the server failed');

export function errorBody({ code, message, more }: ApiError, requestId: string) {
  const { details, retryAfter } = more;
  return {
    code,
    message,
    request_id: requestId,
    ...(details && { details }),
    ...(retryAfter !== undefined && { retry_after: retryAfter }),
  };
}

/** What led to an error, from the last to the first; where it was thrown says nothing of a disk that is full. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${reasonOf(cause)}` : message;
}

/** Answers any failure, of ours or Fastify's, with the structured error. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toApiError(error);
  if (!refusal) request.log.error({ err: error, request_id: request.id }, 'request failed');
  else if (refusal.status >= 500)
    request.log.error({ code: refusal.code, reason: reasonOf(error), request_id: request.id }, 'request failed');
  const { status, more } = refusal ?? internal;
  if (more.retryAfter !== undefined) reply.header('retry-after', more.retryAfter);
  return reply
    .code(status)
    .headers({ 'x-request-id': request.id, ...more.headers })
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorBody(refusal ?? internal, request.id));
}
