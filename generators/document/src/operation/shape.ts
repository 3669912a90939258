import type { Body, Declaration, Shape, Success, Type } from '@sdkgen/ir';
import { isObject, type JsonObject, numberOf, objectOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';

/** How the call goes: what `x-pagination`, `x-bulk`, `x-stream` and the media type say of it. */
export function shapeOf(
  lowering: Lowering,
  operation: Located,
  method: string,
  success: Success,
  body: Body | null,
): Shape {
  const { node, pointer } = operation;
  if (success.mediaType?.startsWith('text/event-stream')) {
    return { kind: 'events', endless: objectOf(node['x-stream']).endless === true, resumable: method === 'GET' };
  }
  if (isObject(node['x-pagination']))
    return pagedShape(lowering, node['x-pagination'], pointerTo(pointer, 'x-pagination'), success);
  if (isObject(node['x-bulk'])) return bulkShape(lowering, node['x-bulk'], pointerTo(pointer, 'x-bulk'), body);
  return { kind: 'call' };
}

function pagedShape(lowering: Lowering, paging: JsonObject, pointer: string, success: Success): Shape {
  const items = textOf(paging.items);
  return {
    kind: 'paged',
    cursor: textOf(paging.cursor),
    next: textOf(paging.next),
    items,
    item: itemOf(lowering, success.type, items, pointer),
    limit: textOf(paging.limit) || null,
  };
}

function bulkShape(lowering: Lowering, bulk: JsonObject, pointer: string, body: Body | null): Shape {
  const items = textOf(bulk.items);
  return {
    kind: 'bulk',
    items,
    item: itemOf(lowering, body?.type ?? null, items, pointer),
    maxItems: numberOf(bulk.max_items) ?? 1000,
    results: textOf(bulk.results),
    index: textOf(bulk.index),
    sum: stringsOf(bulk.sum),
  };
}

/** The item type of the list a member names: an extension that names anything else is a mistake in the document. */
function itemOf(lowering: Lowering, type: Type | null, member: string, pointer: string): Type {
  const declaration: Declaration | null | undefined =
    type?.kind === 'reference' ? lowering.declarations.get(type.id) : null;
  const property =
    declaration?.kind === 'object' ? declaration.properties.find(({ name }) => name.wire === member) : undefined;
  if (property?.type.kind === 'list') return property.type.items;
  lowering.report('not-a-list', pointer, `${JSON.stringify(member)} names no list`, 'Name a member that is an array.');
  return { kind: 'primitive', primitive: 'json', bounds: {} };
}
