import { readFileSync } from 'node:fs';
import { createRender, type RenderInput, type SdkConfig } from '@sdkgen/codegen';
import {
  type Api,
  type Argument,
  type Declaration,
  type DeclarationId,
  type Docs,
  nameOf,
  type ObjectDeclaration,
  type Operation,
  type Primitive,
  type Property,
  settle,
  type Type,
} from '@sdkgen/ir';
import { parse } from 'yaml';
import { rust } from '../src/index.ts';

/** An API by hand, as small as a test needs it. */
export const DOCS: Docs = { summary: '', description: '', deprecated: false, examples: [] };

export const primitive = (kind: Primitive): Type => ({ kind: 'primitive', primitive: kind, bounds: {} });
export const STRING = primitive('string');
export const list = (items: Type): Type => ({ kind: 'list', items, bounds: {} });
export const floats: Type = { kind: 'list', items: primitive('float64'), bounds: {}, packed: true };
export const nullable = (inner: Type): Type => ({ kind: 'nullable', inner });
export const reference = (id: DeclarationId): Type => ({ kind: 'reference', id });

export function member(name: string, type: Type, required = false): Property {
  return { name: nameOf(name), type, required, access: 'both', default: undefined, docs: DOCS, xml: null, pointer: '' };
}

export const string = (name: string): Property => member(name, STRING);

export function object(
  id: DeclarationId,
  properties: readonly Property[],
  items: string | null = null,
): ObjectDeclaration {
  const usage = { request: true, response: true };
  return {
    kind: 'object',
    id,
    name: nameOf(id),
    docs: DOCS,
    xml: null,
    properties,
    additional: null,
    items,
    usage,
    recursive: false,
  };
}

/** A 200 with this, as JSON. */
export function successOf(type: Type | null): Operation['success'] {
  const content = { type, mediaType: type && 'application/json', encoding: type && ('json' as const), description: '' };
  return { status: 200, ...content, responses: [{ status: 200, ...content, variant: null, headers: [] }] };
}

/** A POST whose body's members are arguments. */
export function operation(
  name: string,
  body: ObjectDeclaration,
  result: Type | null,
  more: Partial<Operation> = {},
): Operation {
  const passed = body.properties.map((one): Argument => ({ ...one, at: { in: 'member', wire: one.name.wire } }));
  return {
    name: nameOf(name),
    alternative: null,
    server: null,
    method: 'POST',
    path: [{ kind: 'text', text: '/x' }],
    template: '/x',
    tag: null,
    parameters: [],
    body: {
      mediaType: 'application/json',
      encoding: 'json',
      type: reference(body.id),
      required: true,
      flattened: true,
      parts: [],
      gzip: false,
      docs: DOCS,
    },
    fixed: [],
    accept: 'application/json',
    arguments: [...passed.filter(({ required }) => required), ...passed.filter(({ required }) => !required)],
    success: successOf(result),
    errors: [],
    shape: { kind: 'call' },
    retry: { kind: 'never' },
    effect: { kind: 'writes', idempotent: false },
    packs: { request: false, response: false },
    idempotencyHeader: null,
    timeout: 'write',
    security: [],
    docs: DOCS,
    pointer: '',
    ...more,
  };
}

export function api(declarations: readonly Declaration[], operations: readonly Operation[]): Api {
  return settle({
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
  });
}

const config: SdkConfig = {
  version: '1.2.3',
  title: 'Mini',
  license: 'MIT',
  homepage: null,
  repository: null,
  baseError: 'MiniError',
  urlEnv: null,
  userAgent: 'mini',
  credentials: {},
  groupings: [{ name: 'time_range', members: ['start_time', 'end_time'] }],
  projections: [],
  releases: [],
  keywords: [],
};

/** Every rendered file, by its path; what is copied is not among them. */
export function rendered(of: Api, more: Partial<SdkConfig> = {}, driver = false): Map<string, string> {
  const input: RenderInput = {
    driver,
    api: of,
    config: { ...config, ...more },
    names: { package: 'mini-client', module: 'mini_client', client: 'Client', asyncClient: '' },
    runtime: parse(readFileSync(new URL('../../../spec/runtime.yaml', import.meta.url), 'utf8')),
    render: createRender([new URL('../../../templates/shared/', import.meta.url), rust.templates]),
  };
  return new Map(rust.render(input).map(({ path, text }) => [path, text]));
}
