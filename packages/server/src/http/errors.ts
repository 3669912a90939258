import type { ErrorStatus } from '../schemas/errors.ts';

export interface Problem {
  path: string;
  message: string;
}

/** A refusal that is answered as it is: status, machine-readable code, words. */
export class ApiError extends Error {
  readonly status: ErrorStatus;
  readonly code: string;
  readonly details: Problem[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(
    status: ErrorStatus,
    code: string,
    message: string,
    more: { details?: Problem[]; retryAfter?: number } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = more.details;
    this.retryAfter = more.retryAfter;
  }
}
