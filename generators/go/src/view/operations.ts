import { code, type Lexeme, operationDocs, type RuntimeContract } from '@sdkgen/codegen';
import { type Operation, Unsupported } from '@sdkgen/ir';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { type ArgumentsView, argumentsView } from './arguments.ts';
import { type BulkView, bulkView } from './bulk.ts';
import { type PagedView, pagedView } from './paged.ts';
import { documented } from './prose.ts';
import { type Result, resultOf } from './results.ts';

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
  readonly isCall: boolean;
  readonly isNothing: boolean;
  readonly isEvents: boolean;
  readonly isPaged: boolean;
  readonly isBulk: boolean;
  readonly paged: PagedView | null;
  readonly bulk: BulkView | null;
}

const ENCODINGS: ReadonlySet<string> = new Set(['json', 'merge-patch', 'text', 'binary']);

export function operationView(
  types: Types,
  operation: Operation,
  contract: RuntimeContract,
): { view: OperationView; imports: string[] } {
  refuseWhatCannotBeSent(operation);
  const names = types.names.operation(operation);
  const { view: args, placed, imports } = argumentsView(types, operation);
  const result = resultOf(types, operation);
  const kind = operation.shape.kind;
  const bulk = kind === 'bulk' ? bulkView(types, operation, operation.shape, placed) : null;
  return {
    imports: [
      ...imports,
      ...(kind === 'call' || kind === 'events' ? result.imports : []),
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
      hasMembers: kind !== 'bulk' && args.members.length > 0,
      encodeMembers: identifier(`encode${names.params}`),
      description: identifier(`op${names.method}`),
      facts: facts(operation),
      result: result.type,
      hasDecode: result.helper === 'perform',
      decode: result.decode,
      helper: identifier(result.helper),
      isCall: kind === 'call' && result.helper !== 'performNothing',
      isNothing: kind === 'call' && result.helper === 'performNothing',
      isEvents: kind === 'events',
      isPaged: kind === 'paged',
      isBulk: kind === 'bulk',
      paged: operation.shape.kind === 'paged' ? pagedView(types, operation, operation.shape, placed) : null,
      bulk,
      ...(kind === 'events' ? eventsResult(result) : {}),
    },
  };
}

/** A stream yields pointers to events, as errors come beside them. */
function eventsResult(result: Result): Pick<OperationView, 'result' | 'decode'> {
  const text = result.type.toString();
  if (!text.startsWith('*')) return { result: code`*${result.type}`, decode: code`core.New(${result.decode})` };
  return { result: result.type, decode: result.decode };
}

function refuseWhatCannotBeSent(operation: Operation): void {
  const { body } = operation;
  if (!body || ENCODINGS.has(body.encoding)) return;
  throw new Unsupported(
    operation.pointer,
    'request-encoding',
    `a request body of ${body.mediaType} cannot be written yet`,
    'Offer the operation with a JSON body.',
  );
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
      NOTES[kind],
      [docs.route.replace(/ \(.*$/, '.'), docs.retries].join(' '),
      errors.length > 0 ? `Errors: ${errors.join(', ')}, and those every call may end in.` : '',
    ],
    operation.docs,
  );
}

/** The fields of the runtime's description of a call. */
function facts(operation: Operation): Lexeme[] {
  const { body, success, shape, retry } = operation;
  const pace = { query: 'Query', write: 'Write', stream: 'Stream' }[operation.timeout];
  const again = { always: 'RetryAlways', keyed: 'RetryKeyed', never: 'RetryNever' }[retry.kind];
  return [
    code`Name: ${stringLiteral(operation.name.wire)}`,
    code`Method: ${stringLiteral(operation.method)}`,
    code`Retry: core.${identifier(again)}`,
    code`Pace: core.${identifier(pace)}`,
    ...(operation.idempotencyHeader ? [code`KeyHeader: ${stringLiteral(operation.idempotencyHeader)}`] : []),
    ...(success.mediaType ? [code`Accept: ${stringLiteral(success.mediaType)}`] : []),
    ...(body ? [code`MediaType: ${stringLiteral(body.mediaType)}`] : []),
    ...(operation.security.length > 0 ? [code`Security: ${security(operation)}`] : []),
    ...(shape.kind === 'events' && shape.endless ? [code`Endless: true`] : []),
    ...(shape.kind === 'events' && shape.resumable ? [code`Resumable: true`] : []),
  ];
}

function security({ security }: Operation): Lexeme {
  const list = (parts: readonly Lexeme[]): Lexeme =>
    parts.reduce((all, part) => (String(all) ? code`${all}, ${part}` : part), code``);
  return code`[][]string{${list(security.map((schemes) => code`{${list(schemes.map(stringLiteral))}}`))}}`;
}
