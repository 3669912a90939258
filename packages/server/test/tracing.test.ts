import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { caller } from './helpers.ts';
import { run } from './process.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const MINUTE = 60_000;

interface Span {
  name: string;
  traceId: string;
  parentSpanId?: string;
  kind: number;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** A collector that keeps what it is sent. */
async function collector() {
  const texts: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    texts.push(text);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { texts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('sends a span for each request when asked to, with the template of its route and no secret', {
  timeout: MINUTE,
}, async () => {
  const { texts, url } = await collector();
  const server = run(['serve', '--api-key', 'topsecret'], { OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
  await caller(await server.url)('GET', '/v1/entities/private-name', undefined, {
    'x-api-key': 'topsecret',
    traceparent,
  });
  server.child.kill('SIGTERM');
  expect((await server.exit).code).toBe(0);
  const spans: Span[] = texts.flatMap((text) => JSON.parse(text).resourceSpans[0].scopeSpans[0].spans);
  expect(spans).toMatchObject([
    { name: 'GET /v1/entities/:entity_id', traceId: TRACE, parentSpanId: '00f067aa0ba902b7', kind: 2 },
  ]);
  const attributes = Object.fromEntries(
    spans[0]?.attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]) ?? [],
  );
  expect(attributes).toEqual({
    'http.request.method': 'GET',
    'http.response.status_code': 404,
    'http.route': '/v1/entities/:entity_id',
    'vectorscaledb.operation': 'get_entity',
  });
  expect(texts.join()).not.toMatch(/topsecret|private-name/);
});

it('loads and sends nothing unless asked to', { timeout: MINUTE }, async () => {
  const { texts, url } = await collector();
  const server = run(['serve'], { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SDK_DISABLED: 'true' });
  await caller(await server.url)('GET', '/v1/status');
  server.child.kill('SIGTERM');
  expect((await server.exit).code).toBe(0);
  expect(texts).toEqual([]);
});
