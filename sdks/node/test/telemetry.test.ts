import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTelemetry } from '../dist/esm/runtime/opentelemetry.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

interface Span {
  readonly name: string;
  readonly parent: string | undefined;
  readonly attributes: Record<string, unknown>;
  status?: number;
  isEnded: boolean;
}

/** As much of the API as is used: contexts are the names of spans. */
function recording() {
  const spans: Span[] = [];
  const nameIn = (context: object | undefined) => (context as { span?: string } | undefined)?.span;
  const api = {
    trace: {
      getTracer: () => ({
        startSpan(name: string, options: object = {}, context?: object) {
          const { attributes } = options as { attributes: Record<string, unknown> };
          const span: Span = { name, parent: nameIn(context), attributes: { ...attributes }, isEnded: false };
          spans.push(span);
          return {
            name,
            setAttribute: (key: string, value: unknown) => (span.attributes[key] = value),
            setStatus: ({ code }: { code: number }) => (span.status = code),
            end: () => (span.isEnded = true),
          };
        },
      }),
      setSpan: (_: object, span: object) => ({ span: (span as { name: string }).name }),
    },
    context: { active: () => ({ span: 'outside' }) },
    propagation: {
      inject: (context: object, carrier: unknown) =>
        Object.assign(carrier as object, { traceparent: `in ${nameIn(context)}` }),
    },
  };
  return { api, spans };
}

describe('telemetry', () => {
  it('makes a span of each call and of each request below it, and tells the server', async () => {
    const server = await serve((_, response, number) => {
      answer(response, number === 1 ? 503 : 200, {}, { 'retry-after-ms': '0' });
    });
    const { api, spans } = recording();
    const core = coreOf(`${server.url}/base`, { telemetry: openTelemetry(api), headers: { 'x-key': 'canary' } });
    await core.call(endpoint({ query: () => ['secret=canary'] }), {});
    const { port } = new URL(server.url);
    const common = {
      'http.request.method': 'GET',
      'url.template': '/try',
      'url.scheme': 'http',
      'server.address': '127.0.0.1',
      'server.port': Number(port),
    };
    assert.deepEqual(spans, [
      { name: 'try', parent: 'outside', attributes: common, isEnded: true },
      { name: 'GET /try', parent: 'try', attributes: { ...common, 'http.response.status_code': 503 }, isEnded: true },
      {
        name: 'GET /try',
        parent: 'try',
        attributes: { ...common, 'http.request.resend_count': 1, 'http.response.status_code': 200 },
        isEnded: true,
      },
    ]);
    assert.ok(!JSON.stringify(spans).includes('canary'));
    assert.deepEqual(
      server.seen.map(({ headers }) => headers.traceparent),
      ['in GET /try', 'in GET /try'],
    );
  });

  it('tells what went wrong by its kind alone', async () => {
    const { api, spans } = recording();
    const core = coreOf('http://127.0.0.1:1', { telemetry: openTelemetry(api), maxRetries: 0 });
    await failure(core.call(endpoint(), {}));
    assert.deepEqual(
      spans.map(({ name, status, attributes, isEnded }) => [name, status, attributes['error.type'], isEnded]),
      [
        ['try', 2, 'ConnectionError', true],
        ['GET /try', 2, 'ConnectionError', true],
      ],
    );
  });
});
