import { code, Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { Codecs, decoding, encoding } from '../codecs.ts';
import { lineDoc } from '../docstrings.ts';
import { both, Imports } from '../imports.ts';
import { identifier, scalarLiteral, stringLiteral, tuple } from '../literals.ts';
import type { TypeContext } from '../types.ts';
import { answersOf, errorTable } from './answers.ts';
import { bodyOf, fixedMembers, hasUnset, writerOf } from './bodies.ts';
import { bulkView } from './bulk.ts';
import { inputName, inputNames } from './inputs.ts';
import { moduleView, type Source } from './module.ts';
import { type ArgumentView, argumentViews, callType, namesOf, parameter } from './operation.ts';
import { bodyEncoder, isToldToPack } from './packing.ts';
import { pagingView } from './paging.ts';
import { ofLocation, pathOf } from './parameters.ts';
import { streamView } from './streams.ts';
import { subscriptionView } from './subscriptions.ts';

/** What rendering requests needs at hand. */
export interface RequestContext extends TypeContext {
  readonly source: Source;
  readonly decoders: Codecs;
  readonly encoders: Codecs;
  /** Tables of error readers by their text, so that operations alike share one. */
  readonly errorTables: Map<string, { readonly name: Lexeme; readonly entries: readonly ErrorEntry[] }>;
}

interface ErrorEntry {
  readonly status: Lexeme;
  readonly reader: Lexeme;
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
  const constants = [...context.decoders.constants, ...context.encoders.constants];
  return {
    ...moduleView(source, 'How calls look on the wire, for both clients.', imports),
    operations,
    errorTables: [...context.errorTables.values()],
    constants,
    hasConstants: constants.length > 0,
  };
}

function requestContext(source: Source): RequestContext {
  const context: TypeContext = { api: source.api, names: source.py, ...both(new Imports()), qualified: true };
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
  const { source, imports } = context;
  const { method, constant } = namesOf(operation, source);
  const args = argumentViews(operation, source, context, true);
  const flattened = operation.body?.flattened ?? false;
  const body = bodyOf(operation, args, context);
  if (flattened) imports.from('typing', 'Any');
  if (hasUnset(body)) imports.from('._runtime.unset', 'UNSET');
  const headers = [...ofLocation('header', args, context), ...ofLocation('cookie', args, context)];
  const query = ofLocation('query', args, context);
  return {
    constant: identifier(`_OPERATION_${constant}`),
    function: identifier(`call_${method}`),
    doc: lineDoc(`Write a call of \`${operation.name.wire}\``, 4),
    result: callType(operation, source, context),
    ...descriptor(operation, context),
    signature: signatureOf(args, isToldToPack(operation, context)),
    path: pathOf(operation, args, context),
    query,
    headers,
    hasQuery: query.length > 0,
    hasHeaders: headers.length > 0,
    hasMembers: flattened,
    fixed: fixedMembers(operation),
    members: args.flatMap((arg) =>
      arg.argument.at.in === 'member'
        ? [memberView(arg, arg.argument.at.wire, bodyEncoder(operation, arg.argument.type, context), context)]
        : [],
    ),
    hasBody: body !== null,
    body: body ?? code`UNSET`,
    hasPrefer: operation.packs.response,
    ...pagingView(operation, context),
    ...bulkView(operation, context),
    ...streamView(operation, context),
    ...subscriptionView(operation, context),
  };
}

/** Arguments by name only: whoever calls this is generated too. */
export function signatureOf(args: readonly ArgumentView[], isTold: boolean): Lexeme {
  const parts = [
    ...(isTold ? [code`packed: bool`] : []),
    ...args.map(({ names, type, presence, default: fallback }) =>
      parameter(identifier(names.local), type, presence === 'required' ? null : fallback),
    ),
  ];
  return parts.length > 0 ? Lexeme.join([code`*`, ...parts], ', ') : code``;
}

/** What is the same for every call. */
function descriptor(operation: Operation, context: RequestContext) {
  const { shape, security, retry, body, idempotencyHeader, accept, server } = operation;
  const resume = operation.parameters.find(({ filledBy }) => filledBy === 'resume');
  const writer = writerOf(body, context);
  return {
    wireName: stringLiteral(operation.name.wire),
    httpMethod: stringLiteral(operation.method),
    template: stringLiteral(operation.template),
    answers: answersOf(operation, context),
    errors: errorTable(operation, context),
    retryable: scalarLiteral(retry.kind !== 'never'),
    readTimeout: identifier(`READ_TIMEOUT_${operation.timeout.toUpperCase()}`),
    hasSecurity: security.some((combination) => combination.length > 0),
    security: tuple(security.map((combination) => tuple(combination.map(stringLiteral)))),
    hasAccept: accept !== 'application/json',
    accept: stringLiteral(accept),
    contentType: stringLiteral(body?.mediaType ?? ''),
    hasWriter: writer !== null,
    writer: writer ?? code`None`,
    hasGzip: body?.gzip ?? false,
    hasServer: server !== null,
    server: stringLiteral(defaultUrl(operation)),
    hasIdempotency: idempotencyHeader !== null,
    idempotency: stringLiteral((idempotencyHeader ?? '').toLowerCase()),
    hasResume: shape.kind === 'events' && shape.resumable && resume !== undefined,
    resume: stringLiteral((resume?.name.wire ?? '').toLowerCase()),
  };
}

function defaultUrl({ server }: Operation): string {
  const variables = server?.variables ?? [];
  return variables.reduce(
    (url, { name, default: value }) => url.replaceAll(`{${name.wire}}`, value),
    server?.url ?? '',
  );
}

const WRITERS = { required: 'put', constant: 'put', optional: 'put_some', settable: 'put_set' } as const;

export function memberView({ names, presence }: ArgumentView, wire: string, encoder: Lexeme, context: RequestContext) {
  context.imports.from('._runtime', 'encode');
  return {
    write: identifier(WRITERS[presence]),
    wire: stringLiteral(wire),
    name: identifier(names.local),
    encoder,
  };
}
