import { camel, snake } from '@sdkgen/codegen';
import type { Api, Json, Operation, Type } from '@sdkgen/ir';
import { argumentsOf, type ToolArgument } from './arguments.ts';
import { describedMember, type IsCommon, inputManner, outputManner } from './manners.ts';
import { objectSchema, type Schema, Schemas } from './schema.ts';
import type { Shape, Shapes } from './shapes.ts';
import { toolText } from './text.ts';

/** A tool as the host has it: what agents are told, and how the operation behind it is called. */
export interface Tool {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly effect: Operation['effect']['kind'];
  readonly idempotent: boolean;
  readonly inputSchema: Schema;
  readonly outputSchema: Schema;
  /** Method and path of the operation. */
  readonly route: string;
  readonly method: string;
  readonly call: Call;
  readonly takes: Shape;
  readonly gives: string | null;
  /** Whether its result has vectors that the operation itself cannot leave out. */
  readonly hidesVectors: boolean;
  readonly page: { readonly limit: string; readonly items: string; readonly next: string } | null;
}

/** How the method of the client is called: with one object; with a list; and what it gives, a stream of lines or a feed. */
type Call = 'object' | 'list' | 'lines-up' | 'lines-down' | 'feed';

export function toolOf(api: Api, shapes: Shapes, operation: Operation, isCommon: IsCommon): Tool {
  const { docs, effect, name, shape, success, tag } = operation;
  const vectors = success.type !== null && reachesVector(shapes, success.type);
  const args = argumentsOf(operation, vectors);
  const asks = operation.arguments.some((argument) => argument.name.wire === 'include_vectors');
  return {
    name: snake(name),
    category: tag ? snake(tag) : 'other',
    description: toolText(docs, name.wire),
    effect: effect.kind,
    idempotent: effect.idempotent,
    inputSchema: inputSchema(api, args, isCommon),
    outputSchema: outputSchema(api, operation),
    route: `${operation.method} ${operation.template}`,
    method: camel(name),
    call: callOf(operation),
    takes: Object.fromEntries(
      args.flatMap(({ name, type }) => (type ? [[snake(name), shapes.member(name, type)] as const] : [])),
    ),
    gives: success.type && shapes.nameOf(success.type),
    hidesVectors: vectors && !asks,
    page: pageOf(shape),
  };
}

/** A page's size and cursor have argument names here and member names of the result. */
function pageOf(shape: Operation['shape']): Tool['page'] {
  return shape.kind === 'paged' && shape.limit !== null
    ? { limit: shape.limit, items: shape.items, next: shape.next }
    : null;
}

function callOf({ shape, body }: Operation): Call {
  if (shape.kind === 'bulk') return 'list';
  if (shape.kind === 'lines') return 'lines-down';
  if (shape.kind === 'events') return 'feed';
  return body?.encoding === 'ndjson' ? 'lines-up' : 'object';
}

function inputSchema(api: Api, args: readonly ToolArgument[], isCommon: IsCommon): Schema {
  const schemas = new Schemas(api, inputManner(isCommon));
  return objectSchema(
    args.map(({ name, type, schema, docs, required, default: value }) => {
      const plain = schema ?? (type ? schemas.of(type) : {});
      const said = { ...docs, deprecated: false, examples: [] };
      return { name: snake(name), required, schema: describedMember(isCommon, snake(name), plain, said, value) };
    }),
  );
}

function outputSchema(api: Api, { success, shape }: Operation): Schema {
  const schema = success.type ? new Schemas(api, outputManner).of(success.type) : { type: 'object' };
  if (shape.kind === 'lines') return streamed('items', schema, 'next_cursor');
  if (shape.kind === 'events') return streamed('events', schema, 'cursor');
  return schema.type === 'object' ? schema : { type: 'object', properties: { value: schema } };
}

function streamed(list: string, { properties }: Schema, cursor: string): Schema {
  const names = Object.keys((properties ?? {}) as { [name: string]: Json });
  const item = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, {}])) };
  return { type: 'object', properties: { [list]: { type: 'array', items: item }, [cursor]: {} } };
}

function reachesVector(shapes: Shapes, type: Type): boolean {
  const start = shapes.nameOf(type);
  const named = new Map(shapes.all);
  const seen = new Set<string>();
  const reaches = (is: string): boolean => {
    if (is === 'vector') return true;
    if (seen.has(is)) return false;
    seen.add(is);
    return Object.values(named.get(is) ?? {}).some((member) => member.is !== undefined && reaches(member.is));
  };
  return start !== null && reaches(start);
}
