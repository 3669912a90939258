import { readFileSync } from 'node:fs';
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

interface Listed {
  operationId: string;
  tags: string[];
  'x-capability': string;
}

/** An example of its own, or one of what it refers to. */
const hasExample = ({ examples, $ref, anyOf, items }: Json): boolean =>
  Array.isArray(examples) ||
  typeof $ref === 'string' ||
  (Array.isArray(anyOf) && anyOf.some((each: Json) => '$ref' in each)) ||
  '$ref' in ((items as Json | undefined) ?? {});

function* schemas(node: unknown, path = '#'): Generator<{ path: string; schema: Json }> {
  if (typeof node !== 'object' || node === null) return;
  if (path.endsWith('/examples')) return;
  yield { path, schema: node as Json };
  for (const [name, child] of Object.entries(node)) yield* schemas(child, `${path}/${name.replaceAll('/', '~1')}`);
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    await validate(structuredClone(document) as never);
  });

  it('has all operations, each in its category and capability', () => {
    const listed: Record<string, Record<string, string[]>> = {};
    for (const { operationId, tags, 'x-capability': capability } of operations as unknown as Listed[]) {
      const tag = tags[0] as string;
      const before = listed[tag]?.[capability] ?? [];
      listed[tag] = { ...listed[tag], [capability]: [...before, operationId] };
    }
    expect(listed).toEqual({
      ingestion: {
        write: ['ingest', 'ingest_batch'],
        transfer: ['import_vectors', 'export_vectors'],
        validation: ['validate_batch'],
        deletion: ['delete_vectors'],
      },
      entities: {
        catalog: ['list_entity_types', 'list_entities', 'get_entity'],
        metadata: ['update_entity'],
        history: ['get_history', 'count_vectors'],
        lifecycle: ['delete_entity'],
      },
      search: {
        temporal: ['temporal_knn'],
        'time travel': ['as_of_knn'],
        similarity: ['similar_entities', 'range_search'],
        planning: ['batch_search', 'explain_search'],
      },
      trajectories: {
        similarity: ['trajectory_similarity', 'compare_trajectories'],
        retrieval: ['get_trajectory'],
        segmentation: ['segment_trajectory'],
        clustering: ['cluster_trajectories'],
      },
      analytics: {
        anomaly: ['anomaly_score', 'scan_anomalies'],
        drift: ['detect_drift'],
        forecast: ['forecast_vector'],
        aggregation: ['time_histogram'],
      },
      operations: {
        changes: ['stream_changes', 'poll_changes'],
        snapshots: ['create_snapshot', 'list_snapshots', 'restore_snapshot'],
        storage: ['compact', 'apply_retention'],
        health: ['get_status', 'whoami', 'list_nodes'],
      },
    });
  });

  it('says which operations read, write, destroy and can be repeated', () => {
    const those = (is: (operation: Json) => boolean) =>
      operations.filter(is).map(({ operationId }) => operationId as unknown as string);
    const keyed = ({ parameters }: Json) =>
      (parameters as unknown as { $ref?: string }[]).some(({ $ref }) => $ref?.endsWith('/IdempotencyKey'));
    expect(those(keyed).sort()).toEqual(
      [
        ...['ingest', 'ingest_batch', 'import_vectors', 'delete_vectors', 'update_entity', 'delete_entity'],
        ...['create_snapshot', 'restore_snapshot', 'compact', 'apply_retention'],
      ].sort(),
    );
    expect(those((operation) => operation['x-idempotent'] === true).sort()).toEqual(
      ['delete_vectors', 'update_entity', 'delete_entity', 'compact', 'apply_retention'].sort(),
    );
    const posts = Object.values(document.paths).flatMap(({ post }) => (post ? [post as Json] : []));
    for (const post of posts) expect(keyed(post) !== (post['x-safe'] === true), `${post.operationId}`).toBe(true);
  });

  it('uses extensions as they are defined', () => {
    const definitions = JSON.parse(
      readFileSync(new URL('../../../spec/schemas/extensions.schema.json', import.meta.url), 'utf8'),
    );
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(definitions, 'x');
    let checked = 0;
    JSON.stringify(document, (key, value) => {
      if (!key.startsWith('x-')) return value;
      const check = ajv.compile({ $ref: `x#/$defs/${key}` });
      expect(check(value), `${key}: ${JSON.stringify(value)} ${ajv.errorsText(check.errors)}`).toBe(true);
      checked++;
      return value;
    });
    expect(checked).toBeGreaterThan(80);
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

  it('describes every operation, parameter and field, with an example', () => {
    for (const operation of operations) {
      expect(operation).toMatchObject({
        summary: expect.any(String),
        description: expect.any(String),
        'x-capability': expect.any(String),
      });
      for (const parameter of operation.parameters as Json[])
        expect(parameter.$ref ?? (parameter.description && hasExample(parameter.schema as Json))).toBeTruthy();
    }
    for (const { path, schema } of schemas(document.components.schemas)) {
      for (const [name, field] of Object.entries(
        (schema.type === 'object' && (schema.properties as Record<string, Json>)) || {},
      )) {
        expect(field.description ?? field.$ref, `${path} ${name}`).toBeTruthy();
        expect(hasExample(field), `${path} ${name} has no example`).toBe(true);
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
