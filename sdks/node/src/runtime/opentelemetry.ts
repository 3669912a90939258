import { PACKAGE, VERSION } from '../contract.js';
import { SdkError } from './error.js';
import type { AttemptTrace, CallAbout, CallTrace, Outcome, Telemetry } from './telemetry.js';

/** What is used of `@opentelemetry/api`, which is given, so that apps without it have nothing of it. */
export interface OpenTelemetryApi {
  /** Where tracers come from. */
  readonly trace: {
    getTracer(name: string, version?: string): OpenTelemetryTracer;
    setSpan(context: object, span: object): object;
  };
  /** What is going on now. */
  readonly context: { active(): object };
  /** How others are told of it. */
  readonly propagation: { inject(context: object, carrier: unknown): void };
}

/** A tracer of it. */
export interface OpenTelemetryTracer {
  /** Begins a span. */
  startSpan(name: string, options?: object, context?: object): OpenTelemetrySpan;
}

/** A span of it. */
export interface OpenTelemetrySpan {
  /** Says something of it. */
  setAttribute(name: string, value: string | number): unknown;
  /** Says how it went. */
  setStatus(status: { code: number }): unknown;
  /** It is over. */
  end(): void;
}

/**
 * Makes a span for each call, and one below it for each request, under the names of OpenTelemetry's conventions for HTTP;
 * requests carry their context, as `traceparent`. Neither values of parameters nor headers nor bodies are in any span.
 * Give it the API: `telemetry: openTelemetry(await import('@opentelemetry/api'))`.
 */
export function openTelemetry(api: OpenTelemetryApi): Telemetry {
  const tracer = api.trace.getTracer(PACKAGE, VERSION);
  return {
    call(about): CallTrace {
      const attributes = attributesOf(about);
      const parent = api.context.active();
      const span = tracer.startSpan(about.operation, { kind: INTERNAL, attributes }, parent);
      const context = api.trace.setSpan(parent, span);
      return {
        attempt(number, headers): AttemptTrace {
          const resent = number > 1 ? { 'http.request.resend_count': number - 1 } : {};
          const options = { kind: CLIENT, attributes: { ...attributes, ...resent } };
          const attempt = tracer.startSpan(`${about.method} ${about.template}`, options, context);
          api.propagation.inject(api.trace.setSpan(context, attempt), headers);
          return { end: (outcome) => end(attempt, outcome) };
        },
        end: (outcome) => end(span, outcome),
      };
    },
  };
}

function attributesOf({ method, template, url }: CallAbout): Record<string, string | number> {
  const { hostname, port, protocol } = new URL(url);
  return {
    'http.request.method': method,
    'url.template': template,
    'url.scheme': protocol.replace(':', ''),
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
  };
}

function end(span: OpenTelemetrySpan, { status, error }: Outcome): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  const isRefused = status !== undefined && status >= 400;
  if (isRefused || error !== undefined) {
    span.setAttribute('error.type', isRefused ? String(status) : codeOf(error));
    span.setStatus({ code: ERROR });
  }
  span.end();
}

/** What went wrong, by its code alone: messages may quote what was sent. */
function codeOf(error: unknown): string {
  return error instanceof SdkError ? error.code : '_OTHER';
}

const INTERNAL = 0;
const CLIENT = 2;
const ERROR = 2;
