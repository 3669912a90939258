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
  const { docs, effect, name, success, tag } = operation;
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
    page: pageOf(operation, outputSchema(api, operation)),
  };
}

/** What is asked for again, smaller, when it does not fit: pages, and parts of a log, which go on with `cursor` as well. */
function pageOf({ shape, arguments: taken }: Operation, result: Schema): Tool['page'] {
  if (shape.kind === 'paged')
    return shape.limit === null ? null : { limit: shape.limit, items: shape.items, next: shape.next };
  const members = Object.entries((result.properties ?? {}) as { [name: string]: Schema });
  const [list, another] = members.filter(([, { type }]) => type === 'array');
  const takes = (name: string) => taken.some((argument) => argument.name.wire === name);
  const goesOn = takes('limit') && takes('cursor') && members.some(([name]) => name === 'cursor');
  return goesOn && list && !another ? { limit: 'limit', items: list[0], next: 'cursor' } : null;
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
