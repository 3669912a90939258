import type { FastifyInstance } from 'fastify';
import { version } from '../version.ts';
import { whenAnswered } from './answered.ts';

/** Spans of requests on their way to a collector. */
export interface Tracing {
  watch(app: FastifyInstance): void;
  /** Sends what is still waiting. */
  close(): Promise<void>;
}

const off: Tracing = { watch: () => undefined, close: async () => undefined };

/** Whether OpenTelemetry's own variables ask for traces. */
const isAsked = (env: NodeJS.ProcessEnv): boolean =>
  (env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '') !== '' &&
  env.OTEL_TRACES_EXPORTER !== 'none' &&
  env.OTEL_SDK_DISABLED?.toLowerCase() !== 'true';

/**
 * A span for each request, below the caller's where it sent a `traceparent`: route template, operation and status, and nothing
 * else of what callers send. Off, and nothing loaded, unless OTEL_EXPORTER_OTLP_ENDPOINT is set.
 */
export async function startTracing(env: NodeJS.ProcessEnv = process.env): Promise<Tracing> {
  if (!isAsked(env)) return off;
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, defaultTextMapGetter } = await load('api');
  const { BasicTracerProvider, BatchSpanProcessor } = await load('sdk-trace-base');
  const { OTLPTraceExporter } = await load('exporter-trace-otlp-http');
  const { W3CTraceContextPropagator } = await load('core');
  const { resourceFromAttributes } = await load('resources');
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': env.OTEL_SERVICE_NAME || 'vectorscaledb',
      'service.version': version,
    }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('vectorscaledb', version);
  const propagator = new W3CTraceContextPropagator();
  return {
    watch: (app) =>
      whenAnswered(app, ({ request, operation, status, ms }) => {
        const { method, headers, routeOptions } = request;
        const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
        const ended = Date.now();
        const attributes = {
          'http.request.method': method,
          'http.response.status_code': status,
          ...(routeOptions.url !== undefined && { 'http.route': routeOptions.url }),
          ...(operation !== undefined && { 'vectorscaledb.operation': operation }),
        };
        const options = { kind: SpanKind.SERVER, startTime: ended - ms, attributes };
        const span = tracer.startSpan(`${method} ${routeOptions.url ?? ''}`.trim(), options, parent);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(ended);
      }),
    close: () => provider.shutdown().catch(() => undefined),
  };
}

interface Packages {
  api: typeof import('@opentelemetry/api');
  core: typeof import('@opentelemetry/core');
  resources: typeof import('@opentelemetry/resources');
  'sdk-trace-base': typeof import('@opentelemetry/sdk-trace-base');
  'exporter-trace-otlp-http': typeof import('@opentelemetry/exporter-trace-otlp-http');
}

/** They are optional: a server that is asked for traces says which one it lacks. */
async function load<Name extends keyof Packages>(name: Name): Promise<Packages[Name]> {
  const whole = `@opentelemetry/${name}`;
  return import(whole).catch((cause: Error) => {
    throw new Error(`traces are asked for by OTEL_EXPORTER_OTLP_ENDPOINT, and ${whole} is not installed`, { cause });
  });
}
