import type { FastifyInstance } from 'fastify';
import type { Operation } from '../operation.ts';
import { ApiError } from './errors.ts';

/** Tells a path that does not exist from a method that a path does not have, before any body is looked at. */
export function refuseUnknownRoutes(app: FastifyInstance, operations: readonly Operation[]): void {
  const routes = operations.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  }));
  app.addHook('onRequest', async (request) => {
    if (!request.is404) return;
    const path = request.url.split('?', 1)[0] as string;
    const allowed = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (allowed.length === 0) throw new ApiError(404, 'not_found', `there is no ${request.method} ${path}`);
    const headers = { allow: allowed.join(', ') };
    throw new ApiError(405, 'method_not_allowed', `${path} takes ${headers.allow}`, { headers });
  });
}
