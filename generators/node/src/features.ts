import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RenderedFile } from '@sdkgen/codegen';
import {
  type Api,
  type Encoding,
  hasPacked,
  type Operation,
  type Style,
  type Type,
  typesIn,
  wholeAndParts,
} from '@sdkgen/ir';
import { receivedIn, sentBy } from './directions.ts';
import { headersOfAnswers } from './view/fields.ts';
import { feedOf } from './view/subscriptions.ts';
import { usesXml } from './view/xml-plans.ts';

/** A part of the runtime that an SDK has only where its document needs it: `templates/node/extra/<name>/`. */
interface Feature {
  readonly name: string;
  isUsed(api: Api): boolean;
}

const EXTRA = new URL('../../../templates/node/extra/', import.meta.url);

const OTHER_STYLES: ReadonlySet<Style> = new Set([
  ...(['label', 'matrix', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'json'] as const),
]);

const some =
  (test: (operation: Operation) => boolean) =>
  ({ operations }: Api): boolean =>
    operations.some(test);

const encodings = ({ operations }: Api): ReadonlySet<Encoding> =>
  new Set(
    operations.flatMap(({ body, success }) => [
      ...(body ? [body.encoding] : []),
      ...success.responses.flatMap(({ encoding }) => encoding ?? []),
    ]),
  );

const receives =
  (...wanted: readonly Encoding[]) =>
  ({ operations }: Api): boolean =>
    operations.some(({ success }) => success.responses.some(({ encoding }) => encoding && wanted.includes(encoding)));

/** One that others are made of comes before them; it is there whenever one of them is. */
const FEATURES: readonly Feature[] = [
  { name: 'downloads', isUsed: hasBinary },
  { name: 'fields', isUsed: (api) => usesForms(api) || api.operations.some((one) => headersOfAnswers(one).length > 0) },
  { name: 'forms', isUsed: usesForms },
  { name: 'gzip', isUsed: some(({ body }) => body?.gzip === true) },
  { name: 'lines', isUsed: (api) => ['ndjson', 'json-seq'].some((one) => encodings(api).has(one as Encoding)) },
  { name: 'methods', isUsed: some(isRefusedByFetch) },
  { name: 'multipart', isUsed: (api) => api.operations.some(({ body }) => body?.encoding === 'multipart') },
  { name: 'oauth2', isUsed: ({ credentials }) => credentials.some(({ kind }) => kind === 'oauth2') },
  { name: 'packed', isUsed: hasPackedLists },
  {
    name: 'styles',
    isUsed: (api) =>
      usesForms(api) || some(({ parameters }) => parameters.some(({ style }) => OTHER_STYLES.has(style)))(api),
  },
  { name: 'texts', isUsed: (api) => encodings(api).has('text') },
  { name: 'uploads', isUsed: hasBinary },
  { name: 'websocket', isUsed: some((operation) => feedOf(operation) !== null) },
  { name: 'webhooks', isUsed: ({ webhooks }) => webhooks.length > 0 },
  { name: 'xml', isUsed: usesXml },
];

/** The standard of `fetch` knows no TRACE, and no body with GET or HEAD. */
export function isRefusedByFetch({ method, body }: Operation): boolean {
  return method === 'TRACE' || (body !== null && (method === 'GET' || method === 'HEAD'));
}

function usesForms(api: Api): boolean {
  return encodings(api).has('form');
}

/** Octets anywhere, or an answer that is read like them. */
function hasBinary(api: Api): boolean {
  const types = api.operations.flatMap(({ arguments: passed, body, success }) => [
    ...passed.map(({ type }) => type),
    ...(body ? [body.type] : []),
    ...success.responses.flatMap(({ type }) => type ?? []),
  ]);
  const declared = [...api.declarations.values()].flatMap(typesIn);
  const isMultipart = api.operations.some(({ body }) => body?.encoding === 'multipart');
  return (
    isMultipart || [...types, ...declared].some(isOctets) || receives('binary', 'multipart')(api) || hasSideStreams(api)
  );
}

const isOctets = (type: Type): boolean =>
  wholeAndParts(type).some((one) => one.kind === 'primitive' && one.primitive === 'binary');

/** Lists of floats that may be in base64, wherever there is a codec of them. */
function hasPackedLists(api: Api): boolean {
  const declared = [...api.declarations.values()].flatMap(typesIn);
  return [...api.operations.flatMap(sentBy), ...receivedIn(api), ...declared].some(hasPacked);
}

/** Streams among the answers of an operation that is none. */
function hasSideStreams({ operations }: Api): boolean {
  const isStream = (encoding: Encoding | null) =>
    encoding === 'events' || encoding === 'ndjson' || encoding === 'json-seq';
  return operations.some(
    ({ shape, success }) =>
      shape.kind !== 'events' && shape.kind !== 'lines' && success.responses.some(({ encoding }) => isStream(encoding)),
  );
}

/** Names of the parts the document needs. */
export function featuresOf(api: Api): string[] {
  return FEATURES.filter((feature) => feature.isUsed(api)).map(({ name }) => name);
}

/** The files of every part the document needs, with their tests. */
export function featureFiles(api: Api): RenderedFile[] {
  return featuresOf(api).flatMap((name) =>
    FOLDERS.flatMap(([from, to]) => filesIn(new URL(`${name}/${from}/`, EXTRA), to)),
  );
}

const FOLDERS: readonly (readonly [from: string, to: string])[] = [
  ['runtime', 'src/runtime'],
  ['test', 'test'],
];

function filesIn(folder: URL, to: string): RenderedFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(fileURLToPath(folder)).map((name) => ({
    path: `${to}/${name}`,
    text: readFileSync(new URL(name, folder), 'utf8'),
  }));
}
