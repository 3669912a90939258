// Tells a real tracer of calls against the live server. Its packages are found above the stage, in the repository.
import assert from 'node:assert/strict';
// biome-ignore-start lint/correctness/noUndeclaredDependencies: those of the repository, as said above
import * as api from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
// biome-ignore-end lint/correctness/noUndeclaredDependencies: as above
import { EntityNotFoundError, openTelemetry, VectorScaleClient } from '@vectorscaledb/client';

const { VSDB_URL: url, VSDB_API_KEY: apiKey } = process.env;

// OpenTelemetry's own SDK takes what the client tells it, and nothing of it is secret.
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
api.trace.setGlobalTracerProvider(provider);
api.propagation.setGlobalPropagator(new W3CTraceContextPropagator());
/** @type {string[]} */
const sent = [];
const observed = new VectorScaleClient({
  url,
  apiKey,
  tenantId: process.env.VSDB_TENANT,
  telemetry: openTelemetry(api),
  fetch: (to, init) => {
    sent.push(new Headers(init.headers).get('traceparent') ?? '');
    return fetch(to, init);
  },
});
await observed.getStatus();
await assert.rejects(observed.getEntity({ entityId: 'secret-name' }), EntityNotFoundError);
const watched = observed.subscribe();
await watched.withResponse();
watched.close();
const spans = exporter.getFinishedSpans();
const statusOf = (/** @type {typeof spans[number]} */ span) => span.attributes['http.response.status_code'];
assert.deepEqual(
  spans.map((span) => [span.name, statusOf(span), span.parentSpanContext?.spanId]),
  ['GET /v1/status', 'GET /v1/entities/{entity_id}', 'GET /v1/changes/stream'].flatMap((name, at) => {
    const [operation] = [spans[2 * at + 1]];
    const status = [200, 404, 101][at];
    return [
      [name, status, operation?.spanContext().spanId],
      // A call is of several requests, and fails by a code.
      [operation?.name, undefined, undefined],
    ];
  }),
);
assert.equal(spans[3]?.attributes['error.type'], 'entity_not_found');
const ids = spans.map((span) => span.spanContext()).map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`);
assert.deepEqual(sent, [ids[0], ids[2]]);
const told = JSON.stringify(spans.map(({ name, attributes, status, events }) => [name, attributes, status, events]));
for (const secret of [String(apiKey), 'secret-name']) assert.ok(!told.includes(secret));
