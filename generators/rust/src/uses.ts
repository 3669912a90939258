import {
  type Api,
  declarationOf,
  hasPacked,
  type Operation,
  packsFloats,
  type Type,
  typesIn,
  wholeAndParts,
} from '@sdkgen/ir';

/** Parts of the runtime that only some documents need: an SDK has those it uses. */
export type Use =
  | 'download'
  | 'file'
  | 'gzip'
  | 'items'
  | 'lines'
  | 'multipart'
  | 'oauth'
  | 'packed'
  | 'parts'
  | 'plain'
  | 'servers'
  | 'upload'
  | 'webhook'
  | 'websocket'
  | 'xml';

export function usesOf(api: Api): ReadonlySet<Use> {
  const uses = new Set<Use>(
    api.operations.flatMap((operation) => [...bodyUses(operation), ...answerUses(api, operation)]),
  );
  if (api.operations.some(({ body }) => body?.gzip)) uses.add('gzip');
  if (api.credentials.some(({ kind }) => kind === 'oauth2')) uses.add('oauth');
  // Numbers in XML are read as those of headers are.
  if (uses.has('xml')) uses.add('plain');
  if (api.servers.length > 0) uses.add('servers');
  if (api.webhooks.length > 0) uses.add('webhook');
  const isBinary = (type: Type): boolean => type.kind === 'primitive' && type.primitive === 'binary';
  const declared = [...api.declarations.values()].flatMap(typesIn);
  const hasFiles = declared.some((type) => wholeAndParts(type).some(isBinary)) || uses.has('multipart');
  const called = api.webhooks.flatMap(({ type }) => type ?? []);
  if (packsFloats(api) || [...declared, ...called].some(hasPacked)) uses.add('packed');
  if (hasFiles) uses.add('file');
  if (hasFiles || uses.has('items')) uses.add('upload');
  return uses;
}

function bodyUses({ body }: Operation): Use[] {
  switch (body?.encoding) {
    case 'multipart':
      return ['multipart', 'parts'];
    case 'form':
      return ['parts'];
    case 'binary':
      return ['upload'];
    case 'ndjson':
    case 'json-seq':
      return ['items'];
    case 'xml':
      return ['xml'];
    default:
      return [];
  }
}

function answerUses(api: Api, operation: Operation): Use[] {
  const { success, shape, errors } = operation;
  const answers = [...success.responses, ...errors];
  const has = (encoding: string): boolean => answers.some((answer) => answer.encoding === encoding);
  return [
    ...(isDownload(api, operation) ? (['download'] as const) : []),
    ...(shape.kind === 'lines' ? (['lines'] as const) : []),
    ...(shape.kind === 'events' && shape.websocket ? (['websocket'] as const) : []),
    ...(has('xml') ? (['xml'] as const) : []),
    ...(has('form') || has('text') || answers.some(({ headers }) => headers.length > 0) ? (['plain'] as const) : []),
  ];
}

/** Whether a call gives octets as they come. */
export function isDownload(api: Api, { success, method, shape }: Operation): boolean {
  if (success.type === null || method === 'HEAD' || shape.kind !== 'call') return false;
  const type = bare(api, success.type);
  return type.kind === 'primitive' && type.primitive === 'binary';
}

/** Without what says that it may be missing, behind whatever other names it has. */
function bare(api: Api, type: Type): Type {
  if (type.kind === 'nullable') return bare(api, type.inner);
  if (type.kind !== 'reference') return type;
  const declaration = declarationOf(api, type.id);
  return declaration.kind === 'alias' && declaration.target.kind !== 'reference' ? bare(api, declaration.target) : type;
}
