import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LogController } from 'fastify';
import { whenAnswered } from './answered.ts';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One JSON object a line on stderr. Of a request only its id: what callers send may be secret. */
export const logging = (level: LogLevel) => ({
  logger: {
    level,
    stream: process.stderr,
    base: null,
    serializers: { req: ({ id }: FastifyRequest) => ({ id }) },
  },
  logController: new LogController({ disableRequestLogging: true }),
});

/** A line for each request: the route by its template, never the path or the headers. */
export function logAnswers(app: FastifyInstance): void {
  whenAnswered(app, ({ request, operation, status, ms }) => {
    const { method, id, routeOptions } = request;
    const line = { request_id: id, method, route: routeOptions.url, operation, status, ms: Math.round(ms * 10) / 10 };
    request.log.info(line, 'answered');
  });
}
