import { GZIP_FROM } from '../contract.js';
import type { Request } from './transport.js';

/** The request with its body gzipped, where that is worth it and the platform can. */
export async function compressed(request: Request): Promise<Request> {
  const { body, headers } = request;
  if (body === undefined || typeof body === 'function' || typeof CompressionStream === 'undefined') return request;
  const whole = new Blob([body as BlobPart]);
  if (whole.size < GZIP_FROM || 'content-encoding' in headers) return request;
  const small = await new Response(whole.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  return { ...request, body: new Uint8Array(small), headers: { ...headers, 'content-encoding': 'gzip' } };
}
