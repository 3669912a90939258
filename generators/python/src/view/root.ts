import { Imports } from '../imports.ts';
import { identifier, relative, stringLiteral } from '../literals.ts';
import { moduleView, type Source } from './module.ts';

/** What users of any API import from the package itself, by the module it comes from. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  '._runtime.bulk': ['FailedItem'],
  '._runtime.call': ['CallOptions'],
  '._runtime.model': ['Unknown'],
  '._runtime.response': ['Response', 'ResponseInfo'],
  '._runtime.timestamp': ['Timestamp'],
  '._runtime.transport': [
    ...['AsyncHttpResponse', 'AsyncTransport', 'HttpRequest', 'HttpResponse'],
    ...['Transport', 'TransportError', 'TransportTimeout'],
  ],
  '._runtime.unset': ['UNSET', 'Unset'],
  '._runtime.paging': ['AsyncPager', 'Pager'],
  '._runtime.sync_stream': ['EventStream'],
  '.': ['exceptions', 'models'],
};

/** `__init__.py`. */
export function rootView(source: Source): object {
  const imports = new Imports();
  const { client, asyncClient } = source.py;
  const later: Readonly<Record<string, string>> = {
    [asyncClient]: '._async_client',
    AsyncEventStream: '._runtime.async_stream',
  };
  const all = [client, ...Object.keys(later), ...Object.values(EXPORTS).flat(), '__version__'];
  imports.from('._client', client);
  imports.from('typing', 'TYPE_CHECKING');
  imports.from('._contract', 'VERSION as _VERSION');
  for (const [module, members] of Object.entries(EXPORTS)) for (const member of members) imports.from(module, member);
  return {
    ...moduleView(source, `A client of ${source.config.title}.`, imports),
    later: Object.entries(later).map(([name, module]) => ({
      name: stringLiteral(name),
      module: stringLiteral(module),
      imported: identifier(name),
      from: relative(module),
    })),
    all: all.sort(byKind).map((name) => ({ name: stringLiteral(name) })),
  };
}

/** Constants, classes, the rest, as the linter sorts `__all__`. */
function byKind(a: string, b: string): number {
  const rank = (name: string) => (/^[A-Z][A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** `tests/sdk.py`: the package under the names its tests know, which are those of no API. */
export function testShimView(source: Source): object {
  const { module, client, asyncClient, baseError } = source.py;
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
  };
}
