import type { TObject, TSchema } from 'typebox';
import { errorResponse, ref, sharedHeaders, sharedParameters } from './document-components.ts';
import { type Category, isStream, type Operation, streamsBody } from './operation.ts';
import { components } from './schemas/component.ts';
import { type ErrorStatus, errorResponses } from './schemas/errors.ts';
import { version } from './version.ts';

const everywhere: readonly ErrorStatus[] = [400, 401, 403, 429, 500, 503];

/** The OpenAPI 3.1 document of the given operations: a pure function of them, so its bytes are the same everywhere. */
export function buildDocument(categories: readonly Category[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { tag, operations } of categories) {
    for (const operation of operations) {
      paths[operation.path] = {
        ...paths[operation.path],
        [operation.method.toLowerCase()]: describe(operation, tag),
      };
    }
  }
  return withLocalReferences({
    openapi: '3.1.1',
    info: {
      title: 'VectorScaleDB',
      version,
      summary: 'A temporal vector database.',
      description:
        'Vectors of entities over time: store them, find the nearest in a window of time, compare trajectories, score anomalies, follow changes. ' +
        'Times are RFC 3339 with an offset, and UTC in answers. Every error has the shape of `Error` and a request id. ' +
        'A vector may also be sent as a string, the base64 of its numbers as little-endian 32-bit floats, and is answered so where the request says `Prefer: packed-floats`.',
      contact: { name: 'VectorScaleDB', url: 'https://vectorscaledb.com' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://api.vectorscaledb.com' }],
    security: [{ ApiKey: [] }, { BearerAuth: [] }],
    tags: categories.map(({ tag, description }) => ({ name: tag, description })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: Object.fromEntries(Object.entries(errorResponses).map(errorResponse)),
      parameters: sharedParameters,
      headers: sharedHeaders,
      securitySchemes: {
        ApiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'An API key; it also says for which tenants it may act.',
        },
        BearerAuth: { type: 'http', scheme: 'bearer', description: 'The same API key as a bearer token.' },
      },
    },
  });
}

function describe(operation: Operation, tag: string): object {
  const { operationId, summary, description, capability, body, success, extensions } = operation;
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    ...(operation.deprecated && { deprecated: true }),
    parameters: parameters(operation),
    ...(body && {
      requestBody: {
        required: true,
        content: { [body.contentType ?? 'application/json']: { schema: body.schema } },
        ...(body.gzip && { 'x-request-encodings': ['gzip'] }),
      },
    }),
    responses: {
      [success.status ?? 200]: {
        description: success.description,
        headers: {
          'X-Request-ID': ref('headers', 'RequestId'),
          ...(operation.idempotencyKey &&
            !streamsBody(operation) && { 'Idempotency-Replayed': ref('headers', 'IdempotencyReplayed') }),
        },
        content: { [mediaType(operation)]: { schema: success.schema } },
      },
      ...Object.fromEntries(
        statuses(operation).map((status) => [status, ref('responses', errorResponses[status].name)]),
      ),
    },
    'x-capability': capability,
    ...extensions,
  };
}

/** For streams the schema is that of one event's data, or of one line. */
const mediaType = (operation: Operation): string =>
  operation.success.contentType ?? (isStream(operation) ? 'text/event-stream' : 'application/json');

function parameters({ params, query, headers, idempotencyKey }: Operation): object[] {
  return [
    ...located('path', params),
    ...located('query', query),
    ...located('header', headers),
    ...(idempotencyKey ? [ref('parameters', 'IdempotencyKey')] : []),
    ref('parameters', 'TenantId'),
  ];
}

function located(place: string, object?: TObject): object[] {
  const required = new Set(object?.required ?? []);
  return Object.entries(object?.properties ?? {}).map(([name, property]) => {
    const { description, ...schema } = property as TSchema & { description?: string };
    const exploded = 'items' in schema && place === 'query' ? { style: 'form', explode: true } : {};
    return { name, in: place, required: required.has(name), description, ...exploded, schema };
  });
}

/** The statuses an operation can answer besides success, ascending: what is always possible, and what its parts bring. */
function statuses({ errors = [], body, idempotencyKey }: Operation): ErrorStatus[] {
  const all = [
    ...everywhere,
    ...errors,
    ...(body ? ([413, 415] as const) : []),
    ...(idempotencyKey ? ([409, 422] as const) : []),
  ];
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Fastify names a shared schema `Name#`; the document says where it is. */
function withLocalReferences(document: object): object {
  return JSON.parse(JSON.stringify(document), (key, value) =>
    key === '$ref' && typeof value === 'string' && !value.startsWith('#')
      ? `#/components/schemas/${value.slice(0, -1)}`
      : value,
  );
}
