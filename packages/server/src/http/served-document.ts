import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Serves the document as fixed bytes with a strong ETag; a caller who has them is told so in a 304. */
export function serveDocument(app: FastifyInstance, document: object): void {
  const bytes = Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  app.get('/openapi.json', (request, reply) => {
    reply.headers({ etag, 'cache-control': 'no-cache' });
    const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known.includes(etag) || known.includes('*')) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(bytes);
  });
}
