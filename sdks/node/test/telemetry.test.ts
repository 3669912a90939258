import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openTelemetry } from '../dist/esm/runtime/opentelemetry.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

/** What spans are, in the SDKs of every language. */
const TABLE: readonly Row[] = JSON.parse(readFileSync(new URL('spans.json', import.meta.url), 'utf8'));

interface Row {
  readonly about: string;
  /** Statuses; 0 is no answer. */
  readonly answers: readonly number[];
  readonly spans: readonly Told[];
}

interface Told {
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Span {
  readonly name: string;
  readonly parent: string | null;
  readonly kind: number;
  readonly attributes: Record<string, unknown>;
  status?: number;
  ends: number;
}

/** As much of the API as is used: contexts are the names of spans. */
function recording() {
  const spans: Span[] = [];
  const nameIn = (context: object | undefined) => (context as { span?: string } | undefined)?.span ?? null;
  const api = {
    trace: {
      getTracer: () => ({
        startSpan(name: string, options: object = {}, context?: object) {
          const { attributes, kind } = options as { attributes: Record<string, unknown>; kind: number };
          const span: Span = { name, parent: nameIn(context), kind, attributes: { ...attributes }, ends: 0 };
          spans.push(span);
          return {
            name,
            setAttribute: (key: string, value: unknown) => (span.attributes[key] = value),
            setStatus: ({ code }: { code: number }) => (span.status = code),
            end: () => (span.ends += 1),
          };
        },
      }),
      setSpan: (_: object, span: object) => ({ span: (span as { name: string }).name }),
    },
    context: { active: () => ({}) },
    propagation: {
      inject: (context: object, carrier: unknown) =>
        Object.assign(carrier as object, { traceparent: `in ${nameIn(context)}` }),
    },
  };
  return { api, spans };
}

/** A span in the form the table has. */
function asInTable({ name, parent, kind, status, attributes }: Span): Told {
  const texts = Object.entries(attributes).map(([key, value]) => [key, String(value)]);
  return {
    ...{ name, parent, failed: status === 2, attributes: Object.fromEntries(texts) },
    kind: kind === 2 ? 'client' : kind === 0 ? 'internal' : String(kind),
  };
}

describe('telemetry', () => {
  for (const { about, answers, spans: wanted } of TABLE) {
    it(about, async () => {
      const server = await serve((_, response, number) => {
        const status = answers[number - 1];
        const body = { code: 'no', message: 'canary' };
        if (!status) response.destroy();
        else if (status === 204) response.writeHead(204).end();
        else answer(response, status, body, { 'retry-after-ms': '0' });
      });
      const { api, spans } = recording();
      const core = coreOf(`${server.url}/base`, { telemetry: openTelemetry(api), headers: { 'x-key': 'canary' } });
      const nothing = endpoint({ query: () => ['secret=canary'], answers: () => ({ 204: null }) });
      await core.call(nothing, {}).catch(() => {});
      const known = { operation: 'try', method: 'GET', template: '/try', address: '127.0.0.1' };
      const filled = Object.entries({ ...known, port: new URL(server.url).port }).reduce(
        (text, [name, value]) => text.replaceAll(`{${name}}`, value),
        JSON.stringify(wanted),
      );
      assert.deepEqual(spans.map(asInTable), JSON.parse(filled));
      assert.ok(spans.every(({ ends }) => ends === 1));
      assert.ok(!JSON.stringify(spans).includes('canary'));
      assert.deepEqual(
        server.seen.map(({ headers }) => headers.traceparent),
        answers.map(() => 'in GET /try'),
      );
    });
  }

  it('counts what cannot be read as a failure of the request', async () => {
    const server = await serve((_, response) => answer(response, 200, '{'));
    const { api, spans } = recording();
    await failure(coreOf(server.url, { telemetry: openTelemetry(api) }).call(endpoint(), {}));
    const told = spans.map(({ attributes }) => attributes['error.type']);
    assert.deepEqual(told, ['decode_error', 'decode_error']);
  });

  it('has no name for what is no error of the API', async () => {
    const { api, spans } = recording();
    const signal = AbortSignal.timeout(50);
    const server = await serve(() => {});
    await failure(coreOf(server.url, { telemetry: openTelemetry(api) }).call(endpoint(), {}, { signal }));
    const told = spans.map(({ attributes }) => attributes['error.type']);
    assert.deepEqual(told, ['_OTHER', '_OTHER']);
  });
});
