import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, sendError } from './errors.ts';

const BODY_MS = 120_000;

/**
 * A body must have come within two minutes, or its sender is let go. Node has one such limit for the whole server, which
 * would cut imports that take longer: those must only not stand still.
 */
export function limitBodyTime(request: FastifyRequest, reply: FastifyReply, streamed: boolean, ms = BODY_MS): void {
  const late = () => {
    if (request.raw.complete || reply.sent) return;
    reply.raw.once('finish', () => request.raw.destroy());
    sendError(new ApiError(408, 'request_timeout', 'the request took too long to arrive'), request, reply);
  };
  // Embedded, a request has no connection that could stand still.
  if (streamed) return void (request.raw as Partial<typeof request.raw>).setTimeout?.(ms, late);
  const timer = setTimeout(late, ms);
  reply.raw.once('close', () => clearTimeout(timer));
}
