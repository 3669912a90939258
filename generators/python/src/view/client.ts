import { argumentDocs, code, errorDocs, Lexeme, operationDocs } from '@sdkgen/codegen';
import { type Operation, unreachable } from '@sdkgen/ir';
import { type Described, operationDoc } from '../docstrings.ts';
import { Imports } from '../imports.ts';
import { identifier, numberLiteral, scalarLiteral } from '../literals.ts';
import type { TypeContext } from '../types.ts';
import { bulkName } from './bulk.ts';
import { clientOptionViews } from './client-options.ts';
import { moduleView, type Source } from './module.ts';
import { type ArgumentView, argumentViews, isBulkList, namesOf, parameter, resultType } from './operation.ts';
import { pagerType, pagingName } from './paging.ts';

/** What is different between the two clients; everything else is one. */
export interface Flavour {
  readonly isAsync: boolean;
  readonly client: string;
  readonly runner: string;
  readonly pager: string;
  readonly stream: string;
  readonly transport: string;
}

export const SYNC = {
  isAsync: false,
  runner: 'SyncRunner',
  pager: 'Pager',
  stream: 'EventStream',
  transport: 'Transport',
} as const;
export const ASYNC = {
  isAsync: true,
  runner: 'AsyncRunner',
  pager: 'AsyncPager',
  stream: 'AsyncEventStream',
  transport: 'AsyncTransport',
} as const;

interface ClientContext extends TypeContext {
  readonly source: Source;
  readonly flavour: Flavour;
}

/** `_client.py` or `_async_client.py`. */
export function clientView(source: Source, flavour: Flavour): object {
  const imports = new Imports();
  const context: ClientContext = { api: source.api, names: source.py, imports, qualified: true, source, flavour };
  const prefix = flavour.isAsync ? 'async' : 'sync';
  imports.from(`._runtime.${prefix}_runner`, flavour.runner);
  imports.from('._runtime.call', 'CallOptions');
  imports.from('._runtime.transport', flavour.transport);
  imports.from('types', 'TracebackType');
  imports.from('collections.abc', 'Callable');
  imports.from('collections.abc', 'Mapping');
  if (flavour.isAsync) imports.from('collections.abc', 'Awaitable');
  for (const name of ['P', 'T', 'Response', flavour.isAsync ? 'with_awaited_response' : 'with_response'])
    imports.from('._runtime.response', name);
  imports.typing('Self');
  imports.from('.', '_contract as contract');
  if (source.api.operations.length > 0) imports.from('.', '_requests');
  const methods = source.api.operations.map((operation) => methodView(operation, context));
  const options = clientOptionViews(source, imports);
  return {
    ...moduleView(source, `The ${flavour.isAsync ? 'asynchronous' : 'blocking'} client.`, imports),
    client: identifier(flavour.client),
    runner: identifier(flavour.runner),
    transport: identifier(flavour.transport),
    hasAsync: flavour.isAsync,
    methods,
    ...options,
  };
}

function methodView(operation: Operation, context: ClientContext) {
  const args = argumentViews(operation, context.source, context);
  const required = args.filter(({ presence }) => presence === 'required');
  const optional = args.filter(({ presence }) => presence !== 'required');
  const own = ownOptions(operation, context);
  return {
    name: identifier(namesOf(operation, context.source).method),
    // Streams and pagers are there at once; what they fetch is waited for later.
    hasAwait: context.flavour.isAsync && (operation.shape.kind === 'call' || operation.shape.kind === 'bulk'),
    signature: Lexeme.join(
      [
        code`self`,
        ...required.map(({ names, type }) => parameter(identifier(names.public), type, null)),
        code`*`,
        ...optional.map(({ names, type, default: fallback }) => parameter(identifier(names.public), type, fallback)),
        ...own.map(({ name, type, default: fallback }) => parameter(name, type, fallback)),
        code`options: CallOptions | None = None`,
      ],
      ', ',
    ),
    returns: returnType(operation, context),
    doc: documentation(operation, args, own, context),
    ...carriedOut(operation, args, context),
  };
}

/** Options of this kind of operation, beside the arguments of the document. */
function ownOptions(
  { shape }: Operation,
  { source }: ClientContext,
): { name: Lexeme; type: Lexeme; default: Lexeme; text: string }[] {
  if (shape.kind === 'bulk') {
    return [
      {
        name: code`parallelism`,
        type: code`int`,
        default: numberLiteral(source.runtime.bulk.parallelism),
        text: 'How many requests are under way at once, each on a connection of its own.',
      },
    ];
  }
  if (shape.kind === 'events' && shape.resumable) {
    return [
      {
        name: code`last_event_id`,
        type: code`str | None`,
        default: code`None`,
        text: 'The id of the last event seen, to go on after it; `None` starts with what happens next.',
      },
    ];
  }
  return [];
}

function returnType(operation: Operation, context: ClientContext): Lexeme {
  const { shape } = operation;
  const { flavour, imports } = context;
  const result = resultType(operation, context.source, context);
  switch (shape.kind) {
    case 'call':
    case 'bulk':
      return result;
    case 'paged':
      return pagerType(identifier(imports.from('._runtime.paging', flavour.pager)), operation, shape, context);
    case 'lines':
    case 'events':
      return code`${identifier(imports.from(`._runtime.${flavour.isAsync ? 'async' : 'sync'}_stream`, flavour.stream))}[${result}]`;
    default:
      return unreachable(shape);
  }
}

/** Which of the ways to carry a call out, and what is passed to it. */
function carriedOut(operation: Operation, args: readonly ArgumentView[], context: ClientContext) {
  const { shape } = operation;
  const { flavour, imports } = context;
  const list = shape.kind === 'bulk' ? args.find(({ argument }) => isBulkList(argument, shape)) : undefined;
  if (shape.kind === 'bulk')
    imports.from(`._runtime.${flavour.isAsync ? 'async' : 'sync'}_bulk`, 'send_bulk as _send_bulk');
  if (shape.kind === 'events') imports.from('._runtime.resume', 'Resume as _Resume');
  return {
    isCall: shape.kind === 'call',
    isPaged: shape.kind === 'paged',
    isEvents: shape.kind === 'events',
    isBulk: shape.kind === 'bulk',
    request: identifier(namesOf(operation, context.source).method),
    passed: Lexeme.join(
      args
        .filter((arg) => arg !== list)
        .map(({ names }) => code`${identifier(names.local)}=${identifier(names.public)}`),
      ', ',
    ),
    pager: identifier(flavour.pager),
    paging: shape.kind === 'paged' ? pagingName(operation, context) : code``,
    stream: identifier(flavour.stream),
    endless: scalarLiteral(shape.kind === 'events' && shape.endless),
    resumable: scalarLiteral(shape.kind === 'events' && shape.resumable),
    lastEventId: shape.kind === 'events' && shape.resumable ? code`last_event_id` : code`None`,
    bulk: shape.kind === 'bulk' ? bulkName(operation, context) : code``,
    items: list ? identifier(list.names.public) : code``,
  };
}

function documentation(
  operation: Operation,
  args: readonly ArgumentView[],
  own: ReturnType<typeof ownOptions>,
  context: ClientContext,
): Lexeme {
  const { source } = context;
  const { runtime, py } = source;
  const described: Described[] = [
    ...args.map(({ names, argument, presence }) => ({
      name: names.public,
      text:
        [argumentDocs(argument), presence === 'settable' ? '`UNSET`: absent; `None`: null.' : '']
          .filter(Boolean)
          .join(' ') || 'See the API.',
    })),
    ...own.map(({ name, text }) => ({ name: String(name), text })),
    { name: 'options', text: 'What this call does differently from its client.' },
  ];
  const raises = errorDocs(operation, runtime).map(({ name, when }) => ({ name, text: when }));
  return operationDoc(
    operationDocs(operation, runtime),
    described,
    returnsText(operation),
    [...raises, { name: py.baseError, text: 'Any other failure; it is the base of all errors.' }],
    8,
  );
}

function returnsText({ shape, success }: Operation): string {
  const text = success.description.trim();
  switch (shape.kind) {
    case 'call':
      return success.type ? text || 'The result.' : '';
    case 'paged':
      return 'The items of all pages, fetched as they are reached; `pages()` gives page by page.';
    case 'lines':
    case 'events':
      return 'The events as they happen. Use it in a `with` block, or `close` it, to give the connection back.';
    case 'bulk':
      return 'The outcome of every item, in the order given. `failures` lists the items that can be sent again.';
    default:
      return unreachable(shape);
  }
}
