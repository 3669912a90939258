import { buildDocument } from '../../src/document.ts';
import { categories } from '../../src/routes/index.ts';

export type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  items?: Schema;
  anyOf?: Schema[];
  required?: string[];
  properties?: Record<string, Schema>;
};

interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

interface Described {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
  'x-websocket'?: { path: string };
}

/** An operation as the served document has it, its references followed. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: { type: string; schema: Schema } | undefined;
  /** What it answers when all is well. */
  success: number;
  isFeed: boolean;
  socket: string | undefined;
}

const document = buildDocument(categories) as { paths: Record<string, Record<string, Described>> };

const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce((node: unknown, name) => (node as Record<string, unknown>)[name], document);

/** What a schema says, with what stands beside its reference. */
export function resolve<T extends { $ref?: string }>(node: T): T {
  if (node.$ref === undefined) return node;
  const { $ref, ...beside } = node;
  return { ...resolve(at($ref) as T), ...beside };
}

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { operationId, parameters, requestBody, responses, ...more }]) => {
    const [content] = Object.entries(requestBody?.content ?? {});
    return {
      id: operationId,
      method: method.toUpperCase(),
      path,
      parameters: parameters.map(resolve),
      body: content && { type: content[0], schema: content[1].schema },
      success: Number(Object.keys(responses).find((status) => status.startsWith('2'))),
      isFeed: 'text/event-stream' in (responses[200]?.content ?? {}),
      socket: more['x-websocket']?.path,
    };
  }),
);

/** What a request says under a name; undefined leaves the document's own example. */
export type Said = Record<string, unknown>;

export interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** A request made of the document's examples: with what is required, or with everything but what is said to be `undefined`. */
export function compose(operation: Operation, how: 'least' | 'most', said: Said): Request {
  const takes = (name: string, required = false) =>
    required || (name in said ? said[name] !== undefined : how === 'most');
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let { path } = operation;
  for (const parameter of operation.parameters) {
    const { name, required = false } = parameter;
    if (!takes(name, required)) continue;
    const value = example(parameter.schema, name, how, said);
    if (parameter.in === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else if (parameter.in === 'header') headers[name.toLowerCase()] = String(value);
    else for (const each of [value].flat()) query.append(name, String(each));
  }
  const { method, body } = operation;
  if (query.size > 0) path += `?${query}`;
  if (!body) return { method, path, headers };
  const text = JSON.stringify(example(body.schema, '', how, said));
  return { method, path, headers: { ...headers, 'content-type': body.type }, body: `${text}\n` };
}

function example(schema: Schema, name: string, how: 'least' | 'most', said: Said): unknown {
  const { type, items, properties, required = [], examples, enum: members, ...more } = resolve(schema);
  if (said[name] !== undefined) return type === 'array' && !Array.isArray(said[name]) ? [said[name]] : said[name];
  if (properties) {
    const wanted = Object.entries(properties).filter(
      ([member]) => required.includes(member) || (member in said ? said[member] !== undefined : how === 'most'),
    );
    return Object.fromEntries(wanted.map(([member, each]) => [member, example(each, member, how, said)]));
  }
  if (type === 'array' && items && resolve(items).properties) return [example(items, name, how, said)];
  return examples?.[0] ?? more.const ?? members?.[0] ?? more.default;
}

/** The name and schema of everything a request can say, in its parameters and however deep in its body. */
export function* sayable(operation: Operation): Generator<[string, Schema]> {
  for (const { name, schema } of operation.parameters) yield [name, resolve(schema)];
  if (operation.body) yield* members(operation.body.schema);
}

function* members(schema: Schema): Generator<[string, Schema]> {
  const { properties = {}, items } = resolve(schema);
  if (items) yield* members(items);
  for (const [name, each] of Object.entries(properties)) {
    yield [name, resolve(each)];
    yield* members(each);
  }
}
