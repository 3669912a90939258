import type { IncomingMessage } from 'node:http';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { FastifyRequest, RequestPayload } from 'fastify';
import type { Operation } from '../operation.ts';
import { ApiError } from './errors.ts';

/** Takes a gzipped body where the operation declares it; the bounds of bodies hold for what comes out. */
export function decompress(operation: Operation, request: FastifyRequest, payload: RequestPayload): RequestPayload {
  const coding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (coding === 'identity' || !operation.body) return payload;
  const { gzip = false } = operation.body;
  if (coding !== 'gzip' || !gzip) {
    const takes = gzip ? 'gzip or no' : 'no';
    throw new ApiError(415, 'unsupported_media_type', `the body must have ${takes} Content-Encoding`);
  }
  const gunzip = createGunzip();
  (payload as IncomingMessage).on('error', (error) => gunzip.destroy(error));
  return counting(payload.pipe(gunzip));
}

/** Fastify compares what came over the wire with Content-Length. */
function counting(gunzip: Gunzip): RequestPayload {
  return Object.defineProperty(gunzip, 'receivedEncodedLength', { get: () => gunzip.bytesWritten });
}
