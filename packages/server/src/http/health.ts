import type { FastifyInstance } from 'fastify';
import { reasonOf } from './errors.ts';
import type { Surroundings } from './mount.ts';

/** For those who run the server: alive is that it answers at all, ready is that requests may be sent to it. */
export function serveHealth(app: FastifyInstance, { store, stopping }: Surroundings): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    if (stopping.aborted) return reply.code(503).send({ status: 'draining' });
    try {
      await store.ping();
      return { status: 'ok' };
    } catch (error) {
      request.log.error({ reason: reasonOf(error) }, 'storage does not answer');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
}
