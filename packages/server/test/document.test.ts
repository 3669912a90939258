import { validate } from '@apidevtools/swagger-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { buildDocument } from '../src/document.ts';
import { categories } from '../src/routes/index.ts';
import { serve } from './helpers.ts';

type Json = Record<string, unknown>;
const document = buildDocument(categories) as Json & {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json };
};
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));

function* schemas(node: unknown, path = '#'): Generator<{ path: string; schema: Json }> {
  if (typeof node !== 'object' || node === null) return;
  if (path.endsWith('/examples')) return;
  yield { path, schema: node as Json };
  for (const [name, child] of Object.entries(node)) yield* schemas(child, `${path}/${name.replaceAll('/', '~1')}`);
}

describe('the document', () => {
  it('is valid OpenAPI 3.1 and has at least these operations', async () => {
    await validate(structuredClone(document) as never);
    expect(operations.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining([
        'anomaly_score',
        'delete_entity',
        'get_entity',
        'get_status',
        'ingest',
        'ingest_batch',
        'list_entities',
        'stream_changes',
        'temporal_knn',
        'trajectory_similarity',
        'update_entity',
      ]),
    );
  });

  it('has no example that breaks its schema', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema(document, 'doc');
    let checked = 0;
    for (const { path, schema } of schemas(document)) {
      if (!Array.isArray(schema.examples)) continue;
      const check = ajv.compile({ $ref: `doc${encodeURI(path)}` });
      for (const example of schema.examples) {
        expect(check(example), `${path}: ${JSON.stringify(example)} ${ajv.errorsText(check.errors)}`).toBe(true);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(80);
  });

  it('describes every operation, parameter and field', () => {
    for (const operation of operations) {
      expect(operation).toMatchObject({
        summary: expect.any(String),
        description: expect.any(String),
        'x-capability': expect.any(String),
      });
      for (const parameter of operation.parameters as Json[])
        expect(parameter.$ref ?? parameter.description).toBeTruthy();
    }
    for (const { path, schema } of schemas(document.components.schemas)) {
      for (const [name, field] of Object.entries(
        (schema.type === 'object' && (schema.properties as Record<string, Json>)) || {},
      )) {
        expect(field.description ?? field.$ref, `${path} ${name}`).toBeTruthy();
      }
    }
  });

  it('says of each operation how its errors look', () => {
    for (const { responses } of operations as { responses: Record<string, Json> }[]) {
      const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      expect(errors.map(([status]) => status)).toEqual(
        expect.arrayContaining(['400', '401', '403', '429', '500', '503']),
      );
      for (const [, response] of errors) expect(response.$ref).toMatch(/^#\/components\/responses\//);
    }
  });

  it('is served as the same bytes everywhere, with an ETag', async () => {
    const servers = [await serve(), await serve({ apiKeys: ['k'], rateLimit: 3 })];
    const answers = await Promise.all(servers.map(({ url }) => fetch(`${url}/openapi.json`)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toBe(`${JSON.stringify(document, null, 2)}\n`);
    const etag = answers[0]?.headers.get('etag') as string;
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await fetch(`${servers[1]?.url}/openapi.json`, { headers: { 'if-none-match': tag } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await fetch(`${servers[0]?.url}/openapi.json`, { headers: { 'if-none-match': '"old"' } })).status).toBe(
      200,
    );
  });
});

describe('answers', () => {
  it('are what the document says they are', async () => {
    const { call } = await serve();
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema(document, 'doc');
    const expectValid = (name: string, value: unknown) => {
      const check = ajv.compile({ $ref: `doc#/components/schemas/${name}` });
      expect(check(value), `${name}: ${ajv.errorsText(check.errors)}`).toBe(true);
    };
    const observation = { entity_id: 'e', vector: [0.1, 3.4028235e38], metadata: { a: [null, { b: 1 }] } };
    expectValid('IngestResult', (await call('POST', '/v1/vectors', observation)).body);
    expectValid(
      'IngestBatchResult',
      (await call('POST', '/v1/vectors/batch', { observations: [observation, 1] })).body,
    );
    expectValid(
      'TemporalKnnResult',
      (await call('POST', '/v1/search/temporal-knn', { query_vector: [0, 0], include_vectors: true })).body,
    );
    expectValid(
      'TrajectorySimilarityResult',
      (await call('POST', '/v1/trajectories/similarity', { entity_id: 'e' })).body,
    );
    expectValid('AnomalyScore', (await call('GET', '/v1/entities/e/anomaly-score')).body);
    expectValid('EntityPage', (await call('GET', '/v1/entities')).body);
    expectValid('Entity', (await call('PATCH', '/v1/entities/e', { display_name: 'x', metadata: null })).body);
    expectValid('Status', (await call('GET', '/v1/status')).body);
    expectValid('DeleteResult', (await call('DELETE', '/v1/entities/e')).body);
    expectValid('Error', (await call('POST', '/v1/vectors', {})).body);
  });
});
