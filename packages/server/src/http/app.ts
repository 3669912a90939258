import Fastify, { type FastifyInstance } from 'fastify';
import { buildDocument } from '../document.ts';
import { limits } from '../limits.ts';
import { categories } from '../routes/index.ts';
import { acceptJson } from './body.ts';
import { answerBrokenHttp } from './broken-http.ts';
import { sendError } from './errors.ts';
import { mount, type Surroundings } from './mount.ts';
import { requestId } from './request-id.ts';
import { serveDocument } from './served-document.ts';
import { refuseUnknownRoutes } from './unknown-route.ts';
import { serveWebSocket } from './websocket.ts';

export function buildApp(surroundings: Surroundings): FastifyInstance {
  const app = Fastify({
    logger: { level: 'error', stream: process.stderr },
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    bodyLimit: limits.bodyBytes,
    // Some clients offer HTTP/2 with every request, which is no reason not to answer it.
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket' },
    routerOptions: { maxParamLength: 8 * limits.entityIdLength },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: sendError,
  });
  acceptJson(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (surroundings.stopping.aborted) reply.header('connection', 'close');
  });
  app.setErrorHandler(sendError);
  const operations = categories.flatMap((category) => category.operations);
  mount(app, operations, surroundings);
  serveWebSocket(app.server, surroundings);
  refuseUnknownRoutes(app, operations);
  serveDocument(app, buildDocument(categories));
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const stopping = surroundings.stopping.aborted;
    return reply.code(stopping ? 503 : 200).send({ status: stopping ? 'draining' : 'ok' });
  });
  return app;
}
