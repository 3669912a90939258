import { argumentDocs, code, errorDocs, Lexeme, type OperationDocs, operationDocs } from '@sdkgen/codegen';
import { type Operation, unreachable } from '@sdkgen/ir';
import { type Described, operationDoc } from '../docstrings.ts';
import { isDownload } from '../features.ts';
import { identifier, numberLiteral } from '../literals.ts';
import { bulkName, packedBulkName } from './bulk.ts';
import type { ClientContext } from './client.ts';
import { exampleLines } from './examples.ts';
import { type ArgumentView, argumentViews, isBulkList, namesOf, parameter, resultType } from './operation.ts';
import { isToldToPack, packsItems } from './packing.ts';
import { pagerType, pagingName } from './paging.ts';
import { streamName } from './streams.ts';

/** One method of a client. */
export function methodView(operation: Operation, context: ClientContext) {
  const args = argumentViews(operation, context.source, context);
  const required = args.filter(({ presence }) => presence === 'required');
  const optional = args.filter(({ presence }) => presence !== 'required');
  const own = ownOptions(operation, context);
  return {
    name: identifier(namesOf(operation, context.source).method),
    // Streams and pagers are there at once; what they fetch is waited for later.
    hasAwait: context.isAsync && (operation.shape.kind === 'call' || operation.shape.kind === 'bulk'),
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
    doc: documentation(operation, context),
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
  const { imports, isAsync } = context;
  const result = resultType(operation, context.source, context);
  switch (shape.kind) {
    case 'call':
    case 'bulk':
      return result;
    case 'paged':
      return pagerType(
        identifier(imports.from('._runtime.paging', isAsync ? 'AsyncPager' : 'Pager')),
        operation,
        shape,
        context,
      );
    case 'events':
    case 'lines':
      return code`${streamClass(shape.kind, context)}[${result}]`;
    default:
      return unreachable(shape);
  }
}

function streamClass(kind: 'events' | 'lines', { imports, isAsync }: ClientContext): Lexeme {
  const module = `._runtime.${isAsync ? 'async' : 'sync'}_${kind === 'events' ? 'stream' : 'lines'}`;
  return identifier(
    imports.from(module, `${isAsync ? 'Async' : ''}${kind === 'events' ? 'EventStream' : 'LineStream'}`),
  );
}

/** Arguments, as the function that writes the call takes them. */
export function passedOn(args: readonly ArgumentView[]): Lexeme[] {
  return args.map(({ names }) => code`${identifier(names.local)}=${identifier(names.public)}`);
}

/** Which of the ways to carry a call out, and what is passed to it. */
function carriedOut(operation: Operation, args: readonly ArgumentView[], context: ClientContext) {
  const { shape } = operation;
  const { imports, isAsync } = context;
  const prefix = isAsync ? 'async' : 'sync';
  const list = shape.kind === 'bulk' ? args.find(({ argument }) => isBulkList(argument, shape)) : undefined;
  if (shape.kind === 'bulk') imports.from(`._runtime.${prefix}_bulk`, 'send_bulk as _send_bulk');
  if (isDownload(operation)) imports.from(`._runtime.${prefix}_download`, 'download as _download');
  const isStream = shape.kind === 'events' || shape.kind === 'lines';
  const isTold = isToldToPack(operation, context);
  return {
    isCall: shape.kind === 'call' && !isDownload(operation),
    isDownload: isDownload(operation),
    isPaged: shape.kind === 'paged',
    isStream,
    isFeed: false,
    isBulk: shape.kind === 'bulk',
    request: identifier(`call_${namesOf(operation, context.source).method}`),
    passed: Lexeme.join(
      [...(isTold ? [code`packed=self._packed_floats`] : []), ...passedOn(args.filter((arg) => arg !== list))],
      ', ',
    ),
    pager: identifier(isAsync ? 'AsyncPager' : 'Pager'),
    paging: shape.kind === 'paged' ? pagingName(operation, context) : code``,
    stream: isStream ? streamClass(shape.kind, context) : code``,
    descriptor: isStream ? streamName(operation, context) : code``,
    hasCursor: shape.kind === 'events' && shape.resumable,
    bulk: shape.kind === 'bulk' ? bulkName(operation, context) : code``,
    hasPackedItems: packsItems(operation, context),
    packedBulk: shape.kind === 'bulk' ? packedBulkName(operation, context) : code``,
    items: list ? identifier(list.names.public) : code``,
  };
}

/** The docstring of a method, or of another that does the same in its own words. */
export function documentation(
  operation: Operation,
  context: ClientContext,
  words: Partial<Pick<OperationDocs, 'summary' | 'details'>> = {},
  method = namesOf(operation, context.source).method,
): Lexeme {
  const { source } = context;
  const args = argumentViews(operation, source, context);
  const own = ownOptions(operation, context);
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
  const { summary, details, ...docs } = { ...operationDocs(operation, runtime), ...words };
  return operationDoc(
    { ...docs, summary, details: [...alternativeOf(operation, source.py), ...deprecation(operation), ...details] },
    described,
    returnsText(operation),
    [...raises, { name: py.baseError, text: 'Any other failure; it is the base of all errors.' }],
    8,
    exampleLines(operation, method, source, context.isAsync),
  );
}

/** In words: a warning at run time would fail the tests of whoever turns warnings into errors. */
const deprecation = ({ docs }: Operation): string[] => (docs.deprecated ? ['Deprecated by the API.'] : []);

/** What tells a further way to call an operation from the operation itself. */
function alternativeOf({ alternative }: Operation, { operations }: ClientContext['source']['py']): string[] {
  if (!alternative) return [];
  const own = [...operations].find(([{ name, alternative: other }]) => !other && name.wire === alternative.of.wire);
  const ways = [
    alternative.contentType === null ? '' : `with a body of \`${alternative.contentType}\``,
    alternative.accept === null ? '' : `for an answer of \`${alternative.accept}\``,
  ].filter(Boolean);
  return [`\`${own?.[1].method ?? alternative.of.wire}\` ${ways.join(' and ') || 'in another way'}.`];
}

function returnsText({ shape, success }: Operation): string {
  const text = success.description.trim();
  switch (shape.kind) {
    case 'call':
      return success.type ? text || 'The result.' : '';
    case 'paged':
      return 'The items of all pages, fetched as they are reached; `pages()` gives page by page.';
    case 'events':
      return 'The events as they happen. Use it in a `with` block, or `close` it, to give the connection back.';
    case 'lines':
      return 'The items as they come. Use it in a `with` block, or `close` it, to give the connection back.';
    case 'bulk':
      return 'The outcome of every item, in the order given. `failures` lists the items that can be sent again.';
    default:
      return unreachable(shape);
  }
}
