import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { whenAnswered } from './answered.ts';
import { ApiError } from './errors.ts';
import { admit, credentialsOf } from './gate.ts';
import type { Surroundings } from './mount.ts';

/** Of the process: once, however many servers it runs, and only when someone asks. */
let ofProcess: Registry | undefined;

function processMetrics(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

/** What a server counts. Labels are operations, methods and statuses: nothing a caller could make up, and no tenant. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #seconds = new Histogram({
    name: 'vectorscaledb_request_duration_seconds',
    help: 'Seconds from the arrival of a request to the end of its answer, by operation.',
    labelNames: ['operation', 'method', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.#registry],
  });
  readonly #running = new Gauge({
    name: 'vectorscaledb_requests_running',
    help: 'Requests that are being answered, streams among them.',
    registers: [this.#registry],
  });
  readonly #sockets = new Gauge({
    name: 'vectorscaledb_websockets_open',
    help: 'Change feeds followed by WebSocket.',
    registers: [this.#registry],
  });
  readonly #limited = new Counter({
    name: 'vectorscaledb_rate_limited_total',
    help: 'Requests refused because the rate of their API key was used up.',
    registers: [this.#registry],
  });

  /** Counts every request of an app. */
  watch(app: FastifyInstance): void {
    app.addHook('onRequest', async () => this.#running.inc());
    whenAnswered(app, ({ request, operation = 'none', status, ms }) => {
      this.#running.dec();
      if (status === 429) this.#limited.inc();
      this.#seconds.observe({ operation, method: request.method, status }, ms / 1000);
    });
  }

  /** Counts a WebSocket until it is closed. */
  socket(): () => void {
    this.#sockets.inc();
    return () => this.#sockets.dec();
  }

  async print(): Promise<{ type: string; text: string }> {
    const all = Registry.merge([processMetrics(), this.#registry]);
    return { type: all.contentType, text: await all.metrics() };
  }
}

/** For those who may act for any tenant: the counts are of all of them together. */
export function serveMetrics(app: FastifyInstance, { keys, metrics }: Surroundings): void {
  app.get('/metrics', async (request, reply) => {
    const { caller } = admit(credentialsOf(request), keys, undefined);
    if (caller.tenants !== 'any') {
      throw new ApiError(403, 'tenant_forbidden', 'metrics are for API keys that may act for any tenant');
    }
    const { type, text } = await metrics.print();
    return reply.type(type).send(text);
  });
}
