import {
  type Body,
  nameOf,
  type Parameter,
  type Property,
  type Shape,
  type Success,
  type Type,
  type WebSocketFeed,
} from '@sdkgen/ir';
import { isObject, type JsonObject, numberOf, objectOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import type { Events } from './events.ts';

/** What of an operation is known by the time its shape is asked for. */
interface Call {
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly success: Success;
  readonly events: Events | null;
  readonly body: Body | null;
}

/** How the call goes: what `x-pagination`, `x-bulk`, `x-stream` and the media type say of it. */
export function shapeOf(lowering: Lowering, operation: Located, call: Call): Shape {
  const { node, pointer } = operation;
  const { method, parameters, success, events, body } = call;
  if (events) return eventsShape(node, method, events);
  if (success.encoding === 'ndjson' || success.encoding === 'json-seq')
    return { kind: 'lines', framing: success.encoding };
  if (isObject(node['x-pagination']))
    return pagedShape(lowering, node['x-pagination'], pointerTo(pointer, 'x-pagination'), parameters, success);
  if (isObject(node['x-bulk'])) return bulkShape(lowering, node['x-bulk'], pointerTo(pointer, 'x-bulk'), success, body);
  return { kind: 'call' };
}

/** What a feed of JSON ends with, by a convention older than any document that follows it. */
const DONE = '[DONE]';

/** What following a feed by WebSocket is called. */
const SUBSCRIBE = nameOf('subscribe');

function eventsShape(node: JsonObject, method: string, { data, byEvent }: Events): Shape {
  const stream = objectOf(node['x-stream']);
  const usual = data === 'json' && stream.endless !== true ? DONE : null;
  return {
    kind: 'events',
    endless: stream.endless === true,
    resumable: method === 'GET',
    data,
    sentinel: stream.sentinel === undefined ? usual : textOf(stream.sentinel) || null,
    byEvent,
    websocket: isObject(node['x-websocket']) ? feedOf(node['x-websocket']) : null,
  };
}

function feedOf({ path, heartbeat_seconds, message }: JsonObject): WebSocketFeed {
  return {
    name: SUBSCRIBE,
    path: textOf(path),
    heartbeat: numberOf(heartbeat_seconds) ?? null,
    members: Object.entries(objectOf(message)).map(([header, member]) => [header, textOf(member)]),
  };
}

function pagedShape(
  lowering: Lowering,
  paging: JsonObject,
  pointer: string,
  parameters: readonly Parameter[],
  success: Success,
): Shape {
  const [cursor, next, items, limit] = [paging.cursor, paging.next, paging.items, paging.limit].map(textOf) as [
    string,
    string,
    string,
    string,
  ];
  for (const name of limit ? [cursor, limit] : [cursor]) {
    if (!parameters.some((parameter) => parameter.in === 'query' && parameter.name.wire === name))
      mismatch(lowering, pointer, name, 'query parameter');
  }
  if (!memberOf(lowering, success.type, next)) mismatch(lowering, pointer, next, 'member of the response');
  return {
    kind: 'paged',
    cursor,
    next,
    items,
    item: itemOf(lowering, success.type, items, pointer),
    limit: limit || null,
  };
}

function bulkShape(lowering: Lowering, bulk: JsonObject, pointer: string, success: Success, body: Body | null): Shape {
  const [items, results, index] = [bulk.items, bulk.results, bulk.index].map(textOf) as [string, string, string];
  const result = itemOf(lowering, success.type, results, pointer);
  if (!memberOf(lowering, result, index)) mismatch(lowering, pointer, index, 'member of a result');
  const sum = stringsOf(bulk.sum);
  for (const name of sum)
    if (!memberOf(lowering, success.type, name)) mismatch(lowering, pointer, name, 'member of the response');
  const maxItems = numberOf(bulk.max_items) ?? 0;
  const maxBytes = numberOf(bulk.max_bytes) ?? null;
  if (!Number.isInteger(maxItems) || maxItems < 1)
    mismatch(lowering, pointer, String(bulk.max_items), 'positive number of items');
  return {
    kind: 'bulk',
    items,
    item: itemOf(lowering, body?.type ?? null, items, pointer),
    maxItems,
    maxBytes,
    results,
    index,
    error: textOf(bulk.error) || failureOf(lowering, result),
    sum,
  };
}

/** The member of a result that is set when its item failed: the one that may be null and holds a code and a message. */
function failureOf(lowering: Lowering, result: Type): string | null {
  const isError = (type: Type) => ['code', 'message'].every((member) => memberOf(lowering, type, member));
  const error = membersOf(lowering, result).find(({ type }) => type.kind === 'nullable' && isError(type.inner));
  return error?.name.wire ?? null;
}

/** The item type of the list a member names. */
function itemOf(lowering: Lowering, type: Type | null, name: string, pointer: string): Type {
  const list = memberOf(lowering, type, name)?.type;
  if (list?.kind === 'list') return list.items;
  mismatch(lowering, pointer, name, 'list');
  return { kind: 'primitive', primitive: 'json', bounds: {} };
}

function memberOf(lowering: Lowering, type: Type | null, name: string): Property | undefined {
  return membersOf(lowering, type).find((property) => property.name.wire === name);
}

function membersOf(lowering: Lowering, type: Type | null): readonly Property[] {
  const declaration = type?.kind === 'reference' ? lowering.declarations.get(type.id) : null;
  return declaration?.kind === 'object' ? declaration.properties : [];
}

/** An extension that names what is not there is a mistake in the document. */
function mismatch(lowering: Lowering, pointer: string, name: string, what: string): void {
  lowering.report(
    'extension-mismatch',
    pointer,
    `${JSON.stringify(name)} is no ${what}`,
    'See spec/schemas/extensions.schema.json for what it must name.',
  );
}
