import { createRender, type RenderedFile, type RenderInput, type RuntimeContract } from '@sdkgen/codegen';
import {
  type Api,
  type Body,
  type Declaration,
  type Docs,
  type Json,
  nameOf,
  type ObjectDeclaration,
  type Operation,
  type Primitive,
  type Property,
  type Status,
  type Success,
  settle,
  type Type,
} from '@sdkgen/ir';
import { go } from '../src/index.ts';

/** An API by hand, as small as a test needs it. */
export const docs: Docs = { summary: '', description: '', deprecated: false, examples: [] };

export const primitive = (kind: Primitive): Type => ({ kind: 'primitive', primitive: kind, bounds: {} });
export const list = (items: Type): Type => ({ kind: 'list', items, bounds: {} });
export const floats: Type = { kind: 'list', items: primitive('float64'), bounds: {}, packed: true };
export const nullable = (inner: Type): Type => ({ kind: 'nullable', inner });
export const ref = (name: string): Type => ({ kind: 'reference', id: `#/${name}` });

export const property = (wire: string, type: Type, required = false, value?: Json): Property => ({
  name: nameOf(wire),
  type,
  required,
  access: 'both',
  default: value,
  docs,
  xml: null,
  pointer: '',
});

export const object = (name: string, ...properties: Property[]): ObjectDeclaration => ({
  kind: 'object',
  id: `#/${name}`,
  name: nameOf(name),
  docs,
  xml: null,
  properties,
  additional: null,
  items: null,
  usage: { request: true, response: true },
  recursive: false,
});

export function success(type: Type | null, status: Status = 200): Success {
  const content = { type, mediaType: type && 'application/json', encoding: type && ('json' as const), description: '' };
  return { status: 200, ...content, responses: [{ status, ...content, variant: null, headers: [] }] };
}

export const operation = (name: string, type: Type | null, more: Partial<Operation> = {}): Operation => ({
  name: nameOf(name),
  alternative: null,
  server: null,
  fixed: [],
  accept: 'application/json',
  method: 'GET',
  path: [{ kind: 'text', text: '/x' }],
  template: '/x',
  tag: null,
  parameters: [],
  body: null,
  arguments: [],
  success: success(type),
  errors: [],
  shape: { kind: 'call' },
  retry: { kind: 'always' },
  effect: { kind: 'reads', idempotent: true },
  packs: { request: false, response: false },
  idempotencyHeader: null,
  timeout: 'query',
  security: [],
  docs,
  pointer: `#/paths/~1x/${name}`,
  ...more,
});

export const api = (operations: readonly Operation[], ...declarations: Declaration[]): Api =>
  settle({
    title: nameOf('Mini'),
    version: '1',
    description: '',
    serverUrl: null,
    tags: [],
    operations,
    declarations: new Map(declarations.map((declaration) => [declaration.id, declaration])),
    credentials: [],
    clientHeaders: [],
    servers: [],
    webhooks: [],
    omitted: [],
  });

const runtime: RuntimeContract = {
  retries: {
    max_retries: 2,
    statuses: [408, 425, 429, 500, 502, 503, 504],
    methods: ['GET'],
    backoff: { initial: 0.5, factor: 2, max: 8, jitter: [0.75, 1] },
    max_retry_after: 60,
    budget: { capacity: 500, retry_cost: 5, success_refund: 1 },
  },
  timeouts: { connect: 5, read: { query: 30, write: 60, stream: 45 }, total: 120 },
  streams: { max_reconnects: 5, reconnect_delay: 1, max_reconnect_delay: 30 },
  websocket: {
    open_timeout: 10,
    missed_heartbeats: 3,
    max_buffered: 1048576,
    remembered_ids: 1024,
    max_message: 1048576,
    close_timeout: 1,
  },
  pools: { max_idle_per_host: 16, idle_timeout: 90 },
  bulk: { parallelism: 4 },
  compression: { gzip_from: 16_384, gzip_level: 1 },
  headers: {
    request_id: 'x-request-id',
    retry_after: 'retry-after',
    retry_after_ms: 'retry-after-ms',
    idempotency_key: 'idempotency-key',
    last_event_id: 'last-event-id',
  },
  errors: [{ name: 'RateLimitError', status: [429], summary: 'Too many.' }],
  local_errors: [
    { name: 'ConnectionError', code: 'connection_error', summary: 'Broken.' },
    { name: 'TimeoutError', code: 'timeout', summary: 'Late.' },
    { name: 'DecodeError', code: 'decode_error', summary: 'Strange.' },
    { name: 'StreamInterrupted', code: 'stream_interrupted', summary: 'Cut.' },
    { name: 'InvalidArgumentError', code: 'invalid_argument', summary: 'Refused.' },
  ],
} as RuntimeContract;

/** A body that is an object. */
export const body = (more: Partial<Body>): Body => ({
  mediaType: 'application/json',
  encoding: 'json',
  type: primitive('json'),
  required: true,
  flattened: false,
  parts: [],
  gzip: false,
  docs,
  ...more,
});

/** What rendering is given. */
export function inputOf(given: Api): Omit<RenderInput, 'render'> {
  return {
    api: given,
    driver: false,
    runtime,
    names: { package: 'example.com/mini', module: 'mini', client: 'Client', asyncClient: 'Client' },
    config: {
      version: '1.0.0',
      title: 'Mini',
      license: 'MIT',
      homepage: null,
      repository: null,
      baseError: 'MiniError',
      urlEnv: null,
      userAgent: 'mini',
      credentials: {},
      groupings: [],
      projections: [],
      releases: [],
      keywords: [],
    } as RenderInput['config'],
  };
}

/** Every file, by path, formatted by gofmt: what it cannot parse is an error here. */
export async function rendered(given: Api): Promise<Map<string, string>> {
  const shared = new URL('../../../templates/shared/', import.meta.url);
  const format = await go.formatter();
  const files: RenderedFile[] = go.render({ ...inputOf(given), render: createRender([shared, go.templates]) });
  return new Map(files.map(({ path, text }) => [path, format ? format(path, text) : text]));
}
