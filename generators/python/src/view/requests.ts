import { code, Lexeme } from '@sdkgen/codegen';
import type { Operation, Parameter } from '@sdkgen/ir';
import { Codecs, decoding, encoding } from '../codecs.ts';
import { holdsDecimal } from '../decimals.ts';
import { lineDoc } from '../docstrings.ts';
import { Imports } from '../imports.ts';
import { identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import type { TypeContext } from '../types.ts';
import { bulkView } from './bulk.ts';
import { inputName, inputNames } from './inputs.ts';
import { moduleView, type Source } from './module.ts';
import { type ArgumentView, argumentViews, namesOf, parameter, resultType } from './operation.ts';
import { pagingView } from './paging.ts';

/** What rendering requests needs at hand. */
export interface RequestContext extends TypeContext {
  readonly source: Source;
  readonly decoders: Codecs;
  readonly encoders: Codecs;
  /** Tables of error decoders by their text, so that operations alike share one. */
  readonly errorTables: Map<string, { readonly name: Lexeme; readonly entries: readonly ErrorEntry[] }>;
}

interface ErrorEntry {
  readonly status: Lexeme;
  readonly decoder: Lexeme;
}

/** `_requests.py`: every operation, and the function that writes a call of it. */
export function requestsView(source: Source): object {
  const context = requestContext(source);
  const operations = source.api.operations.map((operation) => requestView(operation, context));
  const { imports } = context;
  imports.from('._runtime.call', 'Call');
  imports.from('._runtime.call', 'ErrorTable');
  imports.from('._runtime.call', 'Operation');
  imports.from('._runtime.misfit', 'checked');
  imports.from('.', '_contract as contract');
  return {
    ...moduleView(source, 'How calls look on the wire, for both clients.', imports),
    operations,
    errorTables: [...context.errorTables.values()],
    constants: [...context.decoders.constants, ...context.encoders.constants],
  };
}

function requestContext(source: Source): RequestContext {
  const context: TypeContext = { api: source.api, names: source.py, imports: new Imports(), qualified: true };
  const names = inputNames(source);
  const input = (id: string) => code`${identifier(context.imports.from('.', '_inputs'))}.${inputName(names, id)}`;
  const decoders = new Codecs(
    context,
    decoding(context, (id) => namedDecoder(id, context)),
  );
  return {
    ...context,
    source,
    decoders,
    encoders: new Codecs(context, encoding(input, input)),
    errorTables: new Map(),
  };
}

/** A type that contains itself is read by what its own module made for it. */
function namedDecoder(id: string, context: TypeContext): Lexeme {
  return code`${identifier(context.imports.from('.', 'models'))}.${identifier(`decode_${context.names.types.get(id)?.type}`)}`;
}

function requestView(operation: Operation, context: RequestContext) {
  const { source } = context;
  const { method, constant } = namesOf(operation, source);
  const args = argumentViews(operation, source, context, true);
  const { body } = operation;
  if (body?.flattened) context.imports.from('typing', 'Any');
  const whole = args.find(({ argument }) => argument.at.in === 'body');
  return {
    constant: identifier(`_${constant}`),
    function: identifier(method),
    doc: lineDoc(`Write a call of \`${operation.name.wire}\``, 4),
    result: resultType(operation, source, context),
    ...descriptor(operation, context),
    signature: signatureOf(args),
    path: pathOf(operation, args, context),
    query: ofLocation('query', args, context),
    headers: ofLocation('header', args, context),
    hasQuery: args.some(({ argument }) => argument.at.in === 'query'),
    hasHeaders: args.some(({ argument }) => argument.at.in === 'header'),
    hasMembers: body?.flattened ?? false,
    members: args.flatMap((arg) =>
      arg.argument.at.in === 'member' ? [memberView(arg, arg.argument.at.wire, context)] : [],
    ),
    hasBody: body !== null,
    body: body?.flattened
      ? body.required
        ? code`body`
        : code`body or None`
      : whole
        ? wholeBody(whole, context)
        : code`None`,
    ...pagingView(operation, context),
    ...bulkView(operation, context),
  };
}

/** Arguments by name only: whoever calls this is generated too. */
function signatureOf(args: readonly ArgumentView[]): Lexeme {
  const parts = args.map(({ names, type, presence, default: fallback }) =>
    parameter(identifier(names.local), type, presence === 'required' ? null : fallback),
  );
  return parts.length > 0 ? Lexeme.join([code`*`, ...parts], ', ') : code``;
}

/** What is the same for every call. */
function descriptor(operation: Operation, context: RequestContext) {
  const { success, shape, security, retry, body, idempotencyHeader } = operation;
  const accept = success.mediaType ?? 'application/json';
  const resume = operation.parameters.find(({ filledBy }) => filledBy === 'resume');
  return {
    wireName: stringLiteral(operation.name.wire),
    httpMethod: stringLiteral(operation.method),
    template: stringLiteral(operation.template),
    decoder: decoderOf(operation, context),
    errors: errorTable(operation, context),
    retryable: scalarLiteral(retry.kind !== 'never'),
    readTimeout: identifier(`READ_TIMEOUT_${operation.timeout.toUpperCase()}`),
    hasSecurity: security.some((combination) => combination.length > 0),
    security: tuple(security.map((combination) => tuple(combination.map(stringLiteral)))),
    hasAccept: accept !== 'application/json',
    accept: stringLiteral(accept),
    contentType: stringLiteral(body?.mediaType ?? ''),
    hasIdempotency: idempotencyHeader !== null,
    idempotency: stringLiteral((idempotencyHeader ?? '').toLowerCase()),
    hasResume: shape.kind === 'events' && shape.resumable && resume !== undefined,
    resume: stringLiteral((resume?.name.wire ?? '').toLowerCase()),
    hasExact: success.type !== null && holdsDecimal(context.api, success.type, new Set()),
  };
}

function decoderOf(operation: Operation, context: RequestContext): Lexeme {
  const { type } = operation.success;
  if (operation.shape.kind === 'bulk') return code`${resultType(operation, context.source, context)}.from_dict`;
  return type ? context.decoders.of(type) : code`${identifier(context.imports.from('._runtime', 'decode'))}.nothing`;
}

function errorTable({ errors }: Operation, context: RequestContext): Lexeme {
  const entries = errors.flatMap(({ status, type }) =>
    type ? [{ status: stringLiteral(String(status)), decoder: context.decoders.of(type) }] : [],
  );
  const key = entries.map(({ status, decoder }) => `${status}:${decoder}`).join();
  const count = context.errorTables.size;
  const table = context.errorTables.get(key) ?? {
    name: identifier(count === 0 ? '_ERRORS' : `_ERRORS_${count + 1}`),
    entries,
  };
  context.errorTables.set(key, table);
  return table.name;
}

function pathOf(operation: Operation, args: readonly ArgumentView[], context: RequestContext): Lexeme {
  const parts = operation.path.map((part) => {
    if (part.kind === 'text')
      return stringLiteral(
        encodeURI(part.text)
          .replaceAll(/%25([0-9A-Fa-f]{2})/g, '%$1')
          .replaceAll(/[?#]/g, encodeURIComponent),
      );
    const arg = args.find(({ argument: { at } }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (arg?.argument.at.in !== 'path') throw new Error(`${operation.pointer}: nothing fills {${part.wire}}`);
    return parameterCall('path', arg, arg.argument.at.parameter, context);
  });
  return parts.length > 0 ? Lexeme.join(parts, ' + ') : stringLiteral('/');
}

function ofLocation(location: 'query' | 'header', args: readonly ArgumentView[], context: RequestContext) {
  return args.flatMap((arg) =>
    arg.argument.at.in === location ? [{ call: parameterCall(location, arg, arg.argument.at.parameter, context) }] : [],
  );
}

const DEFAULT_STYLES = { path: 'simple', query: 'form', header: 'simple' } as const;

/** A call of `params`, saying only what differs from the usual style. */
function parameterCall(
  location: 'path' | 'query' | 'header',
  { names, argument }: ArgumentView,
  parameter: Parameter,
  context: RequestContext,
): Lexeme {
  const wire = location === 'header' ? parameter.name.wire.toLowerCase() : parameter.name.wire;
  const target = { path: [], query: [code`query`], header: [code`headers`] }[location];
  const options = [
    ...(parameter.style === DEFAULT_STYLES[location] ? [] : [stringLiteral(parameter.style)]),
    ...(parameter.explode === (location === 'query') ? [] : [code`explode=${scalarLiteral(parameter.explode)}`]),
    ...(parameter.allowReserved && location === 'query' ? [code`reserved=True`] : []),
  ];
  const passed = [
    ...target,
    stringLiteral(wire),
    identifier(names.local),
    context.encoders.of(argument.type),
    ...options,
  ];
  return code`${identifier(context.imports.from('._runtime', 'params'))}.${identifier(location)}(${Lexeme.join(passed, ', ')})`;
}

const WRITERS = { required: 'put', optional: 'put_some', settable: 'put_set' } as const;

function memberView({ names, argument, presence }: ArgumentView, wire: string, context: RequestContext) {
  context.imports.from('._runtime', 'encode');
  return {
    write: identifier(WRITERS[presence]),
    wire: stringLiteral(wire),
    name: identifier(names.local),
    encoder: context.encoders.of(argument.type),
  };
}

function wholeBody({ names, argument, presence }: ArgumentView, context: RequestContext): Lexeme {
  const name = identifier(names.local);
  const encoded = code`${context.encoders.of(argument.type)}(${name})`;
  return presence === 'required' ? encoded : code`None if ${name} is None else ${encoded}`;
}

export function tuple(parts: readonly Lexeme[]): Lexeme {
  return parts.length === 1 ? code`(${parts[0] ?? code``},)` : code`(${Lexeme.join(parts, ', ')})`;
}
