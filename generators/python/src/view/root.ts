import { type Feature, featuresOf } from '../features.ts';
import { Imports } from '../imports.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { linesOf, moduleView, type Source } from './module.ts';
import { hasServers } from './servers.ts';

/** What users of any API import from the package itself, by the module it comes from. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  '._runtime.bulk': ['FailedItem'],
  '._runtime.call': ['CallOptions'],
  '._runtime.model': ['Unknown'],
  '._runtime.response': ['Response', 'ResponseInfo'],
  '._runtime.telemetry': ['AttemptTrace', 'CallAbout', 'CallTrace', 'Telemetry'],
  '._runtime.timestamp': ['Timestamp'],
  '._runtime.transport': [
    ...['AsyncHttpResponse', 'AsyncTransport', 'HttpRequest', 'HttpResponse'],
    ...['Transport', 'TransportError', 'TransportTimeout'],
  ],
  '._runtime.unset': ['UNSET', 'Unset'],
  '._runtime.paging': ['AsyncPager', 'Pager'],
  '._runtime.sync_stream': ['EventStream'],
  '.': ['exceptions'],
};

/** The same for what only some documents need. */
const OPTIONAL: Readonly<Partial<Record<Feature, readonly [module: string, ...names: string[]]>>> = {
  files: ['._runtime.files', 'File', 'FileContent'],
  oauth2: ['._runtime.oauth2', 'ClientCredentials', 'RefreshToken'],
  sync_download: ['._runtime.sync_download', 'Download'],
  sync_lines: ['._runtime.sync_lines', 'LineStream'],
};
const LATER: Readonly<Partial<Record<Feature, string>>> = {
  async_download: 'AsyncDownload',
  async_lines: 'AsyncLineStream',
};

/** `__init__.py`. */
export function rootView(source: Source): object {
  const imports = new Imports();
  const { client, asyncClient } = source.py;
  const features = featuresOf(source.api);
  const later: Readonly<Record<string, string>> = {
    [asyncClient]: '._async_client',
    AsyncEventStream: '._runtime.async_stream',
    models: '.',
    ...(hasServers(source.api) ? { servers: '.' } : {}),
    ...(source.api.webhooks.length > 0 ? { webhooks: '.' } : {}),
    ...Object.fromEntries(
      [...features].flatMap((feature) => (LATER[feature] ? [[LATER[feature], `._runtime.${feature}`]] : [])),
    ),
  };
  const hints = new Imports();
  for (const [name, module] of Object.entries(later)) hints.from(module, name);
  const exported = exportsOf(source);
  const all = [client, ...Object.keys(later), ...Object.values(exported).flat(), '__version__'];
  imports.from('._client', client);
  imports.from('typing', 'TYPE_CHECKING');
  imports.from('._contract', 'VERSION as _VERSION');
  for (const [module, members] of Object.entries(exported)) for (const member of members) imports.from(module, member);
  return {
    ...moduleView(source, `A client of ${source.config.title}.`, imports),
    imported: linesOf(hints.sections),
    later: Object.entries(later).map(([name, module]) => ({
      name: stringLiteral(name),
      module: stringLiteral(module),
    })),
    all: all.sort(byKind).map((name) => ({ name: stringLiteral(name) })),
  };
}

/** Names by module. */
function exportsOf({ api }: Source): Record<string, readonly string[]> {
  const optional = [...featuresOf(api)].flatMap((feature) => {
    const [module, ...members] = OPTIONAL[feature] ?? [];
    return module ? [[module, members] as const] : [];
  });
  return { ...EXPORTS, ...Object.fromEntries(optional) };
}

/** Constants, classes, the rest, as the linter sorts `__all__`. */
function byKind(a: string, b: string): number {
  const rank = (name: string) => (/^[A-Z][A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** The modules of the runtime that tests look into. */
const TESTED = [
  ...['async_bulk', 'async_runner', 'async_stream', 'bulk', 'call', 'credentials', 'deadline', 'decode', 'encode'],
  ...[
    'event_data',
    'failures',
    'fake',
    'json_text',
    'misfit',
    'model',
    'network',
    'paging',
    'params',
    'payload',
    'readers',
    'request',
  ],
  ...['response', 'resume', 'retry', 'settings', 'sse', 'styles', 'sync_bulk', 'sync_runner', 'sync_stream'],
  ...['telemetry', 'timestamp', 'transport', 'unset'],
];

/** `tests/sdk.py`: the package under the names its tests know, which are those of no API. */
export function testShimView(source: Source): object {
  const { module, client, asyncClient, baseError } = source.py;
  const modules = [...TESTED, ...featuresOf(source.api)].sort();
  return {
    ...moduleView(
      source,
      'The package under the names its tests know, which are the same for every API.',
      new Imports(),
    ),
    module: identifier(module),
    client: identifier(client),
    asyncClient: identifier(asyncClient),
    base: identifier(baseError),
    modules: modules.map((name) => ({ name: identifier(name), text: stringLiteral(name) })),
  };
}
