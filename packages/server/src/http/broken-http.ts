import type { Socket } from 'node:net';
import { ApiError, errorBody, invalid } from './errors.ts';
import { newRequestId } from './request-id.ts';

/** What Node's parser refuses never becomes a request, but its sender still gets the structured error. */
export function answerBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const refusal = refusals[error.code ?? '']?.() ?? {
    line: '400 Bad Request',
    error: invalid('the request is not well-formed HTTP'),
  };
  const id = newRequestId();
  const body = JSON.stringify(errorBody(refusal.error, id));
  socket.end(
    `HTTP/1.1 ${refusal.line}\r\nContent-Type: application/json; charset=utf-8\r\nX-Request-ID: ${id}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const refusals: Record<string, () => { line: string; error: ApiError }> = {
  HPE_HEADER_OVERFLOW: () => ({
    line: '431 Request Header Fields Too Large',
    error: new ApiError(413, 'headers_too_large', 'the headers are too large'),
  }),
  ERR_HTTP_REQUEST_TIMEOUT: () => ({
    line: '408 Request Timeout',
    error: new ApiError(408, 'request_timeout', 'the request took too long to arrive'),
  }),
};
