import { GZIP_FROM, GZIP_LEVEL } from '../contract.js';
import type { Request } from './transport.js';

/** The request with its body gzipped, where that is worth it and the platform can. */
export async function compressed(request: Request): Promise<Request> {
  const { body, headers } = request;
  if (body === undefined || typeof body === 'function' || typeof CompressionStream === 'undefined') return request;
  const whole = new Blob([body as BlobPart]);
  if (whole.size < GZIP_FROM || 'content-encoding' in headers) return request;
  return { ...request, body: await gzip(whole), headers: { ...headers, 'content-encoding': 'gzip' } };
}

interface Zlib {
  gzip(octets: Uint8Array, how: { level: number }, done: (error: unknown, small: Uint8Array) => void): void;
}

/** Of Node.js and those like it: it can be told how hard to try, and does so beside the main thread. */
const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
const zlib = process?.getBuiltinModule?.('node:zlib') as Zlib | undefined;

async function gzip(whole: Blob): Promise<Uint8Array> {
  if (!zlib) {
    const small = whole.stream().pipeThrough(new CompressionStream('gzip'));
    return new Uint8Array(await new Response(small).arrayBuffer());
  }
  const octets = new Uint8Array(await whole.arrayBuffer());
  return new Promise((resolve, reject) => {
    zlib.gzip(octets, { level: GZIP_LEVEL }, (error, small) => (error ? reject(error) : resolve(small)));
  });
}
