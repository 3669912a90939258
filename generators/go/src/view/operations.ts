import { code, Lexeme, operationDocs, type RuntimeContract } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { docComment, identifier, jsonLiteral, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { type AnswersView, answersView } from './answers.ts';
import { type ArgumentsView, argumentsView } from './arguments.ts';
import { type BulkView, bulkView } from './bulk.ts';
import type { ErrorBodies } from './error-bodies.ts';
import { fieldsOf } from './forms.ts';
import { type PagedView, pagedView } from './paged.ts';
import { documented } from './prose.ts';
import { type HeadersView, headersView } from './response-headers.ts';
import { resultOf } from './results.ts';
import { defaultUrl } from './servers.ts';
import { type SocketView, socketView } from './socket.ts';
import { type NamedEvents, streamView } from './streams.ts';

export interface OperationView extends ArgumentsView {
  readonly doc: Lexeme;
  readonly method: Lexeme;
  readonly hasParams: boolean;
  readonly paramsDoc: Lexeme;
  readonly params: Lexeme;
  readonly hasMembers: boolean;
  readonly encodeMembers: Lexeme;
  readonly description: Lexeme;
  readonly facts: readonly Lexeme[];
  readonly result: Lexeme;
  readonly hasDecode: boolean;
  readonly decode: Lexeme;
  readonly helper: Lexeme;
  readonly hasFormFields: boolean;
  readonly formFields: readonly Lexeme[];
  readonly formName: Lexeme;
  readonly hasAnswers: boolean;
  readonly answers: AnswersView | null;
  readonly hasHeaders: boolean;
  readonly headers: HeadersView | null;
  readonly hasSocket: boolean;
  readonly socket: SocketView | null;
  readonly hasNamedEvents: boolean;
  readonly named: NamedEvents | null;
  readonly isCall: boolean;
  readonly isNothing: boolean;
  readonly isEvents: boolean;
  readonly isPaged: boolean;
  readonly isBulk: boolean;
  readonly paged: PagedView | null;
  readonly bulk: BulkView | null;
}

export function operationView(
  types: Types,
  operation: Operation,
  contract: RuntimeContract,
  failures: ErrorBodies,
): { view: OperationView; imports: string[] } {
  const names = types.names.operation(operation);
  const { view: args, placed, imports } = argumentsView(types, operation);
  const result = resultOf(types, operation);
  const kind = operation.shape.kind;
  const answers = answersView(types, operation);
  const headers = headersView(types, operation);
  const fields = fieldsOf(types, operation);
  const stream = streamView(types, operation);
  const socket = socketView(types, operation, placed, stream);
  const bulk = kind === 'bulk' ? bulkView(types, operation, operation.shape, placed) : null;
  return {
    imports: [
      ...imports,
      ...headers.imports,
      ...(kind === 'call' || stream ? result.imports : []),
      ...(kind === 'call' ? [] : ['iter']),
    ],
    view: {
      ...args,
      fields: bulk?.fields ?? args.fields,
      doc: methodDoc(names.method, operation, contract, kind),
      method: identifier(names.method),
      hasParams: placed.length > 0,
      paramsDoc: docComment([
        `${names.params} has the arguments of ${names.method}. What is not required may be left out.`,
      ]),
      params: identifier(names.params),
      hasMembers: args.flattened.length > 0,
      encodeMembers: identifier(`encode${names.params}`),
      description: identifier(`op${names.method}`),
      facts: facts(operation, failures),
      hasFormFields: fields.length > 0,
      formFields: fields,
      formName: identifier(`fields${names.method}`),
      hasAnswers: answers !== null,
      answers,
      hasHeaders: headers.view !== null,
      headers: headers.view,
      result: result.type,
      hasDecode: result.helper === 'perform' || answers !== null,
      decode: answers?.name ?? result.decode,
      helper: identifier(result.helper),
      isCall: kind === 'call' && result.helper !== 'performNothing',
      isNothing: kind === 'call' && result.helper === 'performNothing',
      isEvents: kind === 'events' || kind === 'lines',
      isPaged: kind === 'paged',
      isBulk: kind === 'bulk',
      paged: operation.shape.kind === 'paged' ? pagedView(types, operation, operation.shape, placed) : null,
      bulk,
      hasSocket: socket !== null,
      socket,
      hasNamedEvents: stream?.named != null,
      named: stream?.named ?? null,
      ...(stream ? { helper: stream.helper, decode: stream.read } : {}),
    },
  };
}

const NOTES: Readonly<Record<Operation['shape']['kind'], string>> = {
  call: '',
  paged: 'Items come page by page, each page asked for when the loop reaches it.',
  events:
    'The loop waits for events; leaving it closes the connection. A stream that was cut goes on where it was, or ends in a *StreamInterrupted.',
  lines: 'Items come one after the other, as they arrive; leaving the loop closes the connection.',
  bulk: 'Items go out in parts, over as many connections at once as Parallelism says. A part that fails leaves the others alone: what failed is in the outcome, and only when everything failed an error comes instead.',
};

function methodDoc(
  name: string,
  operation: Operation,
  contract: RuntimeContract,
  kind: Operation['shape']['kind'],
): Lexeme {
  const docs = operationDocs(operation, contract);
  const errors = docs.errors.map((error) => `*${error.name}`);
  return documented(
    name,
    [
      docs.summary,
      ...docs.details,
      alternativeNote(operation),
      NOTES[kind],
      [docs.route.replace(/ \(.*$/, '.'), docs.retries].join(' '),
      errors.length > 0 ? `Errors: ${errors.join(', ')}, and those every call may end in.` : '',
    ],
    operation.docs,
  );
}

/** What tells a further way to make a call from the first. */
function alternativeNote({ alternative, fixed }: Operation): string {
  if (!alternative) return '';
  const { of, contentType, accept } = alternative;
  const set = fixed.map(({ wire, value }) => `${wire} set to ${JSON.stringify(value)}`);
  const ways = [contentType && `a body of ${contentType}`, accept && `an answer in ${accept}`, ...set].filter(Boolean);
  return `It is ${of.wire} with ${ways.join(', ')}.`;
}

/** The fields of the runtime's description of a call. */
function facts(operation: Operation, failures: ErrorBodies): Lexeme[] {
  const { body, success, shape, retry, accept, server } = operation;
  const pace =
    shape.kind === 'lines' ? 'Stream' : { query: 'Query', write: 'Write', stream: 'Stream' }[operation.timeout];
  const errors = failures.of(operation);
  const again = { always: 'RetryAlways', keyed: 'RetryKeyed', never: 'RetryNever' }[retry.kind];
  return [
    code`Name: ${stringLiteral(operation.name.wire)}`,
    code`Method: ${stringLiteral(operation.method)}`,
    code`Template: ${stringLiteral(operation.template)}`,
    code`Retry: core.${identifier(again)}`,
    code`Pace: core.${identifier(pace)}`,
    ...(operation.idempotencyHeader ? [code`KeyHeader: ${stringLiteral(operation.idempotencyHeader)}`] : []),
    ...(accept ? [code`Accept: ${stringLiteral(accept)}`] : []),
    ...(body ? [code`MediaType: ${stringLiteral(concrete(body.mediaType))}`] : []),
    ...(body?.gzip ? [code`Compress: core.Gzip`] : []),
    ...(body?.flattened && !body.required ? [code`Optional: true`] : []),
    ...(operation.fixed.length > 0 ? [code`Fixed: ${fixedMembers(operation)}`] : []),
    ...(success.type && success.status !== 200 ? [code`Status: ${numberLiteral(success.status)}`] : []),
    ...(success.type && mayBeEmpty(operation) ? [code`MayBeEmpty: true`] : []),
    ...(errors ? [code`Errors: ${errors}`] : []),
    ...(server ? [code`Server: ${stringLiteral(defaultUrl(server))}`] : []),
    ...(operation.security.length > 0 ? [code`Security: ${security(operation)}`] : []),
    ...(operation.packs.response ? [code`PacksAnswers: true`] : []),
    ...(shape.kind === 'events' && shape.endless ? [code`Endless: true`] : []),
    ...(shape.kind === 'events' && shape.resumable ? [code`Resumable: true`] : []),
    ...(shape.kind === 'events' && shape.sentinel !== null ? [code`Sentinel: ${stringLiteral(shape.sentinel)}`] : []),
  ];
}

function security({ security }: Operation): Lexeme {
  const list = (parts: readonly Lexeme[]): Lexeme =>
    parts.reduce((all, part) => (String(all) ? code`${all}, ${part}` : part), code``);
  return code`[][]string{${list(security.map((schemes) => code`{${list(schemes.map(stringLiteral))}}`))}}`;
}

/** A range of types is none that can be sent. */
function concrete(mediaType: string): string {
  return mediaType.includes('*') ? 'application/octet-stream' : mediaType;
}

function fixedMembers({ fixed }: Operation): Lexeme {
  const members = fixed.map(({ wire, value }) => code`{Name: ${stringLiteral(wire)}, JSON: ${jsonLiteral(value)}}`);
  return code`[]core.Member{${Lexeme.join(members, ', ')}}`;
}

function mayBeEmpty({ success }: Operation): boolean {
  return success.type?.kind === 'nullable' || success.responses.some(({ type }) => type === null);
}
