import { createRender, type RenderedFile, type RenderInput, type RuntimeContract } from '@sdkgen/codegen';
import {
  type Api,
  type Argument,
  type Declaration,
  type Docs,
  nameOf,
  type ObjectDeclaration,
  type Operation,
  type Primitive,
  type Property,
  type Response,
  type Success,
  settle,
  type Type,
} from '@sdkgen/ir';
import { node } from '../src/index.ts';

/** An API by hand, as small as a test needs it. */
export const docs: Docs = { summary: '', description: '', deprecated: false, examples: [] };

export const primitive = (kind: Primitive): Type => ({ kind: 'primitive', primitive: kind, bounds: {} });
export const text = primitive('string');
export const list = (items: Type): Type => ({ kind: 'list', items, bounds: {} });
export const map = (values: Type): Type => ({ kind: 'map', values, bounds: {} });
export const nullable = (inner: Type): Type => ({ kind: 'nullable', inner });
export const ref = (name: string): Type => ({ kind: 'reference', id: `#/${name}` });

export const property = (wire: string, type: Type, more: Partial<Property> = {}): Property => ({
  name: nameOf(wire),
  type,
  required: false,
  access: 'both',
  default: undefined,
  docs,
  xml: null,
  pointer: '',
  ...more,
});

export const object = (
  name: string,
  properties: Property[],
  more: Partial<ObjectDeclaration> = {},
): ObjectDeclaration => ({
  kind: 'object',
  id: `#/${name}`,
  name: nameOf(name),
  docs,
  properties,
  additional: null,
  items: null,
  usage: { request: true, response: true },
  recursive: false,
  xml: null,
  ...more,
});

/** What a single status answers. */
export function success(type: Type | null, more: Partial<Response> = {}): Success {
  const answer: Response = {
    status: 200,
    type,
    mediaType: type ? 'application/json' : null,
    encoding: type ? 'json' : null,
    variant: null,
    headers: [],
    description: '',
    ...more,
  };
  return { ...answer, status: 200, responses: [answer] };
}

export const operation = (name: string, type: Type | null, more: Partial<Operation> = {}): Operation => ({
  name: nameOf(name),
  alternative: null,
  method: 'GET',
  path: [{ kind: 'text', text: '/x' }],
  template: '/x',
  tag: null,
  parameters: [],
  body: null,
  arguments: [],
  server: null,
  fixed: [],
  accept: 'application/json',
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
  pointer: '',
  ...more,
});

/** A query parameter with its argument. */
export function query(wire: string, type: Type): Pick<Operation, 'parameters' | 'arguments'> {
  const parameter = {
    ...property(wire, type),
    in: 'query',
    style: 'form',
    explode: true,
    allowReserved: false,
    filledBy: 'caller',
  } as const;
  return { parameters: [parameter], arguments: [{ ...parameter, at: { in: 'query', parameter } }] };
}

/** A JSON body whose members are arguments. */
export function body(
  declaration: ObjectDeclaration,
  required = true,
): Pick<Operation, 'body' | 'arguments' | 'method'> {
  const passed = declaration.properties.map(
    (one): Argument => ({ ...one, required: one.required && required, at: { in: 'member', wire: one.name.wire } }),
  );
  const type = { kind: 'reference', id: declaration.id } as const;
  return {
    method: 'POST',
    body: {
      mediaType: 'application/json',
      encoding: 'json',
      type,
      required,
      flattened: true,
      parts: [],
      gzip: false,
      docs,
    },
    arguments: passed,
  };
}

export const api = (declarations: Declaration[], operations: Operation[], more: Partial<Api> = {}): Api =>
  settle({
    title: nameOf('Mini'),
    version: '1',
    description: 'A small API.',
    serverUrl: null,
    servers: [],
    webhooks: [],
    omitted: [],
    tags: [],
    operations,
    declarations: new Map(declarations.map((one) => [one.id, one])),
    credentials: [],
    clientHeaders: [],
    ...more,
  });

const runtime: RuntimeContract = {
  retries: {
    max_retries: 2,
    statuses: [429, 503],
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
  errors: [{ name: 'NotFoundError', status: [404], code: 'not_found', summary: 'Not there.' }],
  local_errors: [
    { name: 'ConnectionError', code: 'connection_error', summary: 'No answer.' },
    { name: 'TimeoutError', code: 'timeout', summary: 'Too late.' },
    { name: 'DecodeError', code: 'decode_error', summary: 'Not as promised.' },
    { name: 'StreamInterrupted', code: 'stream_interrupted', summary: 'Cut.' },
    { name: 'InvalidArgumentError', code: 'invalid_argument', summary: 'Refused.' },
  ],
};

export function input(of: Api): Omit<RenderInput, 'render'> {
  return {
    api: of,
    config: {
      version: '0.1.0',
      title: of.title.wire,
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
    },
    names: { package: 'mini', module: 'mini', client: 'MiniClient', asyncClient: '' },
    runtime,
    driver: false,
  };
}

/** Files by path, formatted as they are written. */
export async function rendered(of: Api): Promise<Map<string, string>> {
  const render = createRender([new URL('../../../templates/shared/', import.meta.url), node.templates]);
  const format = (await node.formatter()) ?? ((_: string, unformatted: string) => unformatted);
  const files: RenderedFile[] = node.render({ ...input(of), render });
  return new Map(files.map((file) => [file.path, format(file.path, file.text)]));
}
