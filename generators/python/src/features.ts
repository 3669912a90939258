import { oncePer } from '@sdkgen/codegen';
import {
  type Api,
  declarationOf,
  type Encoding,
  type Operation,
  references,
  type Type,
  typesIn,
  type WebSocketFeed,
} from '@sdkgen/ir';
import { hasPackedLists } from './holds.ts';

/** Parts of the runtime that an SDK has only when its document uses them, by the name of their module. */
export type Feature =
  | 'async_download'
  | 'async_lines'
  | 'async_subscription'
  | 'async_websocket'
  | 'files'
  | 'form'
  | 'header_values'
  | 'item_body'
  | 'lines'
  | 'multipart'
  | 'oauth2'
  | 'octets'
  | 'packed_floats'
  | 'sync_download'
  | 'sync_lines'
  | 'sync_subscription'
  | 'sync_websocket'
  | 'webhook'
  | 'websocket_course'
  | 'websocket_tunnel'
  | 'websocket_wire'
  | 'xml_text'
  | 'xml_tree';

export const featuresOf = oncePer((api: Api): ReadonlySet<Feature> => new Set(used(api)));

const WEBSOCKET: readonly Feature[] = [
  ...(['websocket_course', 'websocket_tunnel', 'websocket_wire', 'sync_websocket', 'sync_subscription'] as const),
  ...(['async_websocket', 'async_subscription'] as const),
];

/** The same feed by WebSocket. */
export function feedOf({ shape }: Operation): WebSocketFeed | null {
  return shape.kind === 'events' ? shape.websocket : null;
}

export const hasFeeds = ({ operations }: Api): boolean => operations.some((operation) => feedOf(operation) !== null);

/** Whether a call gives a body that is read as it comes. */
export function isDownload({ shape, success }: Operation): boolean {
  return (
    shape.kind === 'call' &&
    success.responses.some(({ encoding, type }) => type && (encoding === 'binary' || encoding === 'multipart'))
  );
}

export function isItems(encoding: Encoding | undefined): boolean {
  return encoding === 'ndjson' || encoding === 'json-seq';
}

function used(api: Api): Feature[] {
  const { operations } = api;
  const bodies = new Set(operations.map(({ body }) => body?.encoding));
  const answers = operations.flatMap(({ success, errors }) => [...success.responses, ...errors]);
  const found: Feature[] = [];
  if (bodies.has('form') || answers.some(({ encoding }) => encoding === 'form')) found.push('form');
  if (bodies.has('multipart')) found.push('multipart', 'files', 'octets');
  else if (takesFiles(api)) found.push('files');
  if (bodies.has('binary')) found.push('octets');
  if ([...bodies].some(isItems)) found.push('item_body', 'octets');
  if (operations.some(({ shape }) => shape.kind === 'lines')) found.push('lines', 'sync_lines', 'async_lines');
  if (operations.some(isDownload)) found.push('sync_download', 'async_download');
  if (operations.some(({ success }) => success.responses.some(({ headers }) => headers.length > 0)))
    found.push('header_values');
  if (api.credentials.some(({ kind }) => kind === 'oauth2')) found.push('oauth2');
  if (api.webhooks.length > 0) found.push('webhook');
  if (hasPackedLists(api)) found.push('packed_floats');
  if (hasFeeds(api)) found.push(...WEBSOCKET);
  if (xmlTypes(api).length > 0) found.push('xml_text', 'xml_tree');
  return found;
}

/** The types that travel as XML: bodies, parts of bodies, and answers. */
export function xmlTypes(api: Api): Type[] {
  return api.operations.flatMap(({ body, success, errors }) => [
    ...(body?.encoding === 'xml' || body?.parts.some(({ content }) => content === 'xml') ? [body.type] : []),
    ...[...success.responses, ...errors].flatMap(({ encoding, type }) => (encoding === 'xml' && type ? [type] : [])),
  ]);
}

/** Whether octets are among what declarations and arguments hold. */
function takesFiles(api: Api): boolean {
  const whole = (operation: Operation) => operation.body?.encoding === 'binary';
  const roots = api.operations.flatMap((operation) =>
    operation.arguments.filter(({ at }) => at.in !== 'body' || !whole(operation)).map(({ type }) => type),
  );
  return [...roots, ...[...api.declarations.values()].flatMap(typesIn)].some((type) => isBinary(api, type));
}

function isBinary(api: Api, type: Type): boolean {
  switch (type.kind) {
    case 'primitive':
      return type.primitive === 'binary';
    case 'list':
      return isBinary(api, type.items);
    case 'map':
      return isBinary(api, type.values);
    case 'nullable':
      return isBinary(api, type.inner);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].some((item) => isBinary(api, item));
    default:
      return false;
  }
}

/** Whether a member of a type is a list, after aliases and null. */
export function outline(api: Api, type: Type): 'scalar' | 'list' | 'object' {
  switch (type.kind) {
    case 'list':
    case 'tuple':
      return 'list';
    case 'map':
      return 'object';
    case 'nullable':
      return outline(api, type.inner);
    case 'reference': {
      const declaration = declarationOf(api, type.id);
      if (declaration.kind === 'object') return 'object';
      return declaration.kind === 'alias' && !references(declaration.target).includes(type.id)
        ? outline(api, declaration.target)
        : 'scalar';
    }
    default:
      return 'scalar';
  }
}
