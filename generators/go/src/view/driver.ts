import { code, type Lexeme, type RenderedFile, type RenderInput, webhookId } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { identifier, jsonLiteral, namedImport, stringLiteral } from '../literals.ts';
import { fileStem } from '../names.ts';
import type { Types } from '../types.ts';
import { argumentsView, type Placed } from './arguments.ts';
import { importList, type Package } from './package.ts';
import { plain } from './parameters.ts';
import { decoded, resultOf } from './results.ts';

/** One argument the driver fills from a request. */
interface Reading {
  readonly place: Lexeme;
  readonly wire: Lexeme;
  readonly required: Lexeme;
  readonly field: Lexeme;
  readonly decode: Lexeme;
}

interface CallView {
  readonly hasParams: boolean;
  /** All that is code of other packages. */
  readonly texts: readonly Lexeme[];
  readonly [field: string]: unknown;
}

const SDK = 'sdk';

/** The program that makes the calls of requests it reads, through the methods users have. */
export function driverFiles(input: RenderInput, view: Package): RenderedFile[] {
  if (!input.driver) return [];
  const types = view.types.from(SDK);
  const common = {
    ...view.common,
    sdkImport: code`${identifier(SDK)} ${namedImport(input.names.package, input.names.package.split('/').at(-1) ?? '')}`,
    lastEventID: stringLiteral(input.runtime.headers.last_event_id),
    hasNullable: types.used.has('Nullable'),
    hasDate: types.used.has('Date'),
    hasOAuth2: view.common.credentials.some(({ isOAuth2 }) => isOAuth2),
    hasSdk: ['Nullable', 'Date', 'Download', 'sequence'].some((name) => types.used.has(name)),
    hasContent: input.api.operations.some(({ body }) => body?.encoding === 'binary'),
    hasDownload: types.used.has('Download'),
    hasSequence: types.used.has('sequence'),
  };
  const file = (path: string, template: string, data: object): RenderedFile => ({
    path: `driver/${path}`,
    text: input.render(`driver/${template}`, { ...common, ...data }),
  });
  return [
    { path: 'driver/run', text: input.render('driver/run', common), executable: true },
    ...['main.go', 'request.go', 'call.go', 'answer.go', 'clients.go', 'codecs.go'].map((name) => file(name, name, {})),
    file('table.go', 'table.go', { ways: input.api.operations.map((operation) => wayView(view.types, operation)) }),
    file('webhooks.go', 'webhooks.go', {
      hasWebhooks: input.api.webhooks.length > 0,
      webhooks: input.api.webhooks.map((webhook, n) => ({
        id: stringLiteral(webhookId(webhook)),
        name: view.webhooks[n]?.name,
        encode: webhook.type ? decoded(types, webhook.type).encode : code`whole`,
      })),
    }),
    ...operationFiles(input, types, file),
  ];
}

function operationFiles(
  { api }: RenderInput,
  types: Types,
  file: (path: string, template: string, data: object) => RenderedFile,
): RenderedFile[] {
  const byStem = Map.groupBy(api.operations, ({ tag }) => (tag ? fileStem(tag) : 'untagged'));
  return [...byStem].map(([stem, operations]) => {
    const calls = operations.flatMap((operation) => callViews(types, operation));
    const texts = calls.flatMap(({ view }) => view.texts).map(String);
    return file(`${stem}_operations.go`, 'operations.go', {
      hasSdk: calls.some(({ view }) => view.hasParams) || texts.some((text) => text.includes('sdk.')),
      hasCore: texts.some((text) => text.includes('core.')),
      calls: calls.map(({ view }) => view),
      driverImports: importList(calls.flatMap(({ imports }) => imports)),
    });
  });
}

/** How the table has one method: what tells it from others of the same operation, and what runs it. */
function wayView(types: Types, operation: Operation): { id: Lexeme; route: Lexeme; facts: Lexeme } {
  const { alternative, name, body, accept, fixed, shape } = operation;
  const streams = shape.kind === 'events' || shape.kind === 'lines';
  return {
    id: stringLiteral(alternative?.of.wire ?? name.wire),
    route: stringLiteral(`${operation.method} ${operation.template}`),
    facts: code`body: ${stringLiteral(body?.mediaType ?? '')}, accept: ${stringLiteral(accept)}, fixed: ${fixedView(fixed)}, streams: ${identifier(String(streams))}, run: ${runner(types, operation)}${subscriber(types, operation)}`,
  };
}

function fixedView(fixed: Operation['fixed']): Lexeme {
  if (fixed.length === 0) return code`nil`;
  const pairs = fixed.map(({ wire, value }) => code`${stringLiteral(wire)}: ${jsonLiteral(value)}`);
  return code`map[string]string{${pairs.reduce((all, pair) => code`${all}, ${pair}`)}}`;
}

function subscriber(types: Types, operation: Operation): Lexeme {
  const method = types.names.feeds.get(operation);
  return method ? code`, subscribe: ${identifier(`run${method}`)}` : code``;
}

function runner(types: Types, operation: Operation): Lexeme {
  return identifier(`run${types.names.operation(operation).method}`);
}

/** A call, and the same by another name where a stream can be followed by WebSocket too. */
function callViews(types: Types, operation: Operation): ReturnType<typeof callView>[] {
  const call = callView(types, operation);
  const method = types.names.feeds.get(operation);
  if (!method) return [call];
  const feed = { ...call.view, run: identifier(`run${method}`), method: identifier(method) };
  return [call, { ...call, view: feed }];
}

function callView(types: Types, operation: Operation): { view: CallView; imports: readonly string[] } {
  const { shape } = operation;
  const names = types.names.operation(operation);
  const { placed } = argumentsView(types, operation);
  const bulk = shape.kind === 'bulk' ? placed.find(({ argument }) => argument.name.wire === shape.items) : undefined;
  const result = resultOf(types, operation);
  const readings = placed.filter((entry) => entry !== bulk).map((entry) => reading(types, operation, entry));
  const coded: Readonly<Record<string, Lexeme>> = {
    encode: result.encode,
    ...(shape.kind === 'paged' ? { encodeItem: pointerTo(types.of(shape.item).encode) } : {}),
    ...(shape.kind === 'bulk' && bulk ? bulkFields(types, operation, shape, bulk) : {}),
  };
  const isStream = shape.kind === 'events' || shape.kind === 'lines';
  return {
    imports: bulk ? ['slices'] : [],
    view: {
      run: runner(types, operation),
      method: identifier(names.method),
      pages: identifier(names.pages || names.method),
      params: identifier(names.params),
      hasParams: placed.length > 0,
      arguments: readings,
      texts: [...readings.map(({ decode }) => decode), ...Object.values(coded)],
      key: stringLiteral(operation.idempotencyHeader ?? ''),
      fixed: fixedView(operation.fixed),
      isCall: shape.kind === 'call' && result.helper !== 'performNothing',
      isNothing: shape.kind === 'call' && result.helper === 'performNothing',
      isStream,
      isPaged: shape.kind === 'paged',
      isBulk: shape.kind === 'bulk',
      ...coded,
    },
  };
}

function bulkFields(
  types: Types,
  operation: Operation,
  shape: Extract<Operation['shape'], { kind: 'bulk' }>,
  bulk: Placed,
): Readonly<Record<string, Lexeme>> {
  const { type } = operation.success;
  const item = types.of(shape.item);
  return {
    item: item.text,
    itemsWire: stringLiteral(shape.items),
    items: code`core.ListOf(${item.decode})`,
    itemsField: identifier(bulk.field),
    result: identifier(type?.kind === 'reference' ? types.names.type(type.id) : ''),
  };
}

function pointerTo(encode: Lexeme): Lexeme {
  return code`core.EncodePointerTo(${encode})`;
}

/** How the field of an argument is read: null only where the document admits it. */
function reading(types: Types, { body }: Operation, { argument, field }: Placed): Reading {
  const { at, name, required } = argument;
  const isBody = at.in === 'member' || at.in === 'body';
  const type = isBody ? argument.type : plain(types, argument.type);
  const go = types.of(type);
  const decode = (): Lexeme => {
    if (at.in === 'body' && body?.encoding === 'binary') return code`content`;
    if (at.in === 'body' && (body?.encoding === 'ndjson' || body?.encoding === 'json-seq'))
      return code`sequence(c, ${types.of(body.type).decode})`;
    if (required) return types.isRecursive(type) ? code`core.New(${go.decode})` : go.decode;
    if (type.kind === 'nullable') return code`nullable(${types.of(type.inner).decode})`;
    if (go.nil === 'any') return code`nullable(${go.decode})`;
    return go.nil === 'pointer' ? code`core.New(${go.decode})` : go.decode;
  };
  return {
    place: stringLiteral(at.in),
    wire: stringLiteral(name.wire),
    // What can only be one value is filled by the SDK.
    required: identifier(String(required && plain(types, type).kind !== 'literal')),
    field: identifier(field),
    decode: decode(),
  };
}
