import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildDocument } from '../document.ts';
import { limits } from '../limits.ts';
import { categories } from '../routes/index.ts';
import { acceptJson } from './body.ts';
import { answerBrokenHttp } from './broken-http.ts';
import { sendError } from './errors.ts';
import { serveHealth } from './health.ts';
import { type LogLevel, logAnswers, logging } from './log.ts';
import { serveMetrics } from './metrics.ts';
import { mount, type Surroundings } from './mount.ts';
import { requestId } from './request-id.ts';
import { serveDocument } from './served-document.ts';
import type { Tracing } from './tracing.ts';
import { refuseUnknownRoutes } from './unknown-route.ts';
import { serveWebSocket } from './websocket.ts';

export interface AppOptions {
  logLevel: LogLevel;
  /** A certificate and its key, as PEM; absent, plain HTTP. */
  tls: { cert: string; key: string } | undefined;
  /** Absent: requests leave no spans. */
  tracing?: Tracing;
}

/** Some clients offer HTTP/2 with every request, which is no reason not to answer it. */
const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

export function buildApp(surroundings: Surroundings, { logLevel, tls, tracing }: AppOptions): FastifyInstance {
  const app = Fastify({
    ...logging(logLevel),
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    bodyLimit: limits.bodyBytes,
    ...(tls ? { https: { ...tls, shouldUpgradeCallback } } : { http: { shouldUpgradeCallback } }),
    routerOptions: { maxParamLength: 8 * limits.entityIdLength },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: sendError,
  }) as unknown as FastifyInstance;
  acceptJson(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // What is asked again is another question: a browser would keep some refusals, a 410 for one, and answer in our place.
    reply.header('cache-control', 'no-store');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (surroundings.stopping.aborted) reply.header('connection', 'close');
  });
  app.setErrorHandler(sendError);
  logAnswers(app);
  surroundings.metrics.watch(app);
  tracing?.watch(app);
  const operations = categories.flatMap((category) => category.operations);
  mount(app, operations, surroundings);
  serveWebSocket(app.server, surroundings);
  refuseUnknownRoutes(app, operations);
  serveDocument(app, buildDocument(categories));
  serveHealth(app, surroundings);
  serveMetrics(app, surroundings);
  return app;
}
