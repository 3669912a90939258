import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What became of a request. */
export interface Answered {
  request: FastifyRequest;
  /** The operation it was for; none for what is no operation. */
  operation: string | undefined;
  status: number;
  ms: number;
}

/** Tells of every request once there is no more to do for it, whether it was answered or its sender left. */
export function whenAnswered(app: FastifyInstance, tell: (answered: Answered) => void): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.raw.once('close', () => {
      const { operation } = request.routeOptions.config as { operation?: string };
      tell({ request, operation, status: reply.statusCode, ms: reply.elapsedTime });
    });
  });
}
