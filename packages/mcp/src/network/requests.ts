import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { StoreError } from '@vectorscaledb/engine';
import type { EmbeddedRequest } from 'vectorscaledb/embedded';
import { Unreachable } from './calls.ts';
import type { WholeAnswer } from './served.ts';

/** What of a request's head its owner needs. The caller's key stays here: between nodes NATS has its own. */
const PASSED_ON = ['content-type', 'idempotency-key', 'x-request-id'];

export function passedOn(request: EmbeddedRequest, body: Uint8Array | null = plainBody(request)): EmbeddedRequest {
  const headers = Object.entries(request.headers).filter(([name]) => PASSED_ON.includes(name.toLowerCase()));
  return { ...request, headers: Object.fromEntries(headers), body };
}

export function headerOf({ headers }: EmbeddedRequest, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

export function plainBody(request: EmbeddedRequest): Uint8Array | null {
  const isPacked = request.body && headerOf(request, 'content-encoding')?.toLowerCase() === 'gzip';
  return isPacked ? gunzipSync(request.body as Uint8Array, { maxOutputLength: MOST_BYTES }) : request.body;
}

const MOST_BYTES = 64 * 1024 * 1024;

export const textOf = (request: EmbeddedRequest): string => Buffer.from(plainBody(request) ?? []).toString();

/** Null where it is no JSON object: its refusal is the server's. */
export function objectOf(request: EmbeddedRequest): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(textOf(request));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export const jsonAnswer = (status: number, value: unknown): WholeAnswer => ({
  status,
  headers: [
    ['content-type', 'application/json; charset=utf-8'],
    ...(status === 503 ? [['retry-after', '1'] as const] : []),
  ],
  body: Buffer.from(JSON.stringify(value)),
});

export const valueIn = ({ body }: WholeAnswer): unknown => JSON.parse(Buffer.from(body).toString());

const refusalAnswer = (status: number, code: string, message: string): WholeAnswer =>
  jsonAnswer(status, { code, message, request_id: `req_${randomUUID()}`, ...(status === 503 && { retry_after: 1 }) });

export const unavailableAnswer = (message: string): WholeAnswer => refusalAnswer(503, 'unavailable', message);

/** Refusals of what lies between request and owner, as the API tells them. */
export function answerOf(error: unknown): WholeAnswer {
  if (error instanceof StoreError)
    return error.code.endsWith('_not_found')
      ? refusalAnswer(404, error.code, error.message)
      : unavailableAnswer(error.message);
  if (error instanceof Unreachable) return unavailableAnswer(error.message);
  throw error;
}

/** What came of a write whose owner did not answer. */
export const whyNot = (owner: string, { message, sent }: Unreachable): string =>
  sent
    ? `node ${owner} did not say whether it was done (${message}): look before you do it again`
    : `node ${owner}, which owns it, does not answer (${message}): nothing was done`;
