import { code, Lexeme } from '@sdkgen/codegen';
import type { Argument, Operation, Status, Type } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { braced, bracketed } from '../layout.ts';
import { identifier, propertyKey, scalar, string } from '../literals.ts';
import { type Context, header } from './context.ts';
import { importsOf } from './imports.ts';
import { bulkList, parametersOf, parametersType } from './parameters.ts';
import { CODECS } from './request.ts';
import { feedOf } from './subscriptions.ts';

const CANDIDATES = [
  'codecs',
  'models',
  'packed',
  'parameters',
  'uploads',
  'wire',
  'BulkOptions',
  'CallOptions',
  'StreamOptions',
];

/** `driver/operations.ts`: how requests in wire names become calls of methods. */
export function driverOperationsView(context: Context) {
  const operations = context.api.operations.map((operation) => ({ lines: linesOf(context, operation) }));
  const { imports } = importsOf(
    operations.flatMap(({ lines }) => lines),
    CANDIDATES,
    [],
    '../src',
  );
  const client = identifier(context.named.client);
  return {
    ...header(context),
    imports: [code`import type { ${client} } from '../src/client.js';`, ...imports],
    client,
    operations,
  };
}

function linesOf(context: Context, operation: Operation): Lexeme[] {
  const { alternative, name, method, template, body, accept, fixed, success, errors } = operation;
  const passed = operation.arguments.filter((argument) => argument !== bulkList(operation));
  const members = fixed.map(({ wire, value }) => code`${propertyKey(wire)}: ${scalar(value as string)}`);
  return [
    code`id: ${string((alternative?.of ?? name).wire)},`,
    code`method: ${string(method)},`,
    code`path: ${string(template)},`,
    code`isAlternative: ${scalar(alternative !== null)},`,
    code`contentType: ${scalar(body?.mediaType ?? null)},`,
    code`accept: ${string(accept)},`,
    members.length > 0 ? code`fixed: { ${Lexeme.join(members, ', ')} },` : code`fixed: {},`,
    ...table(
      code`arguments: [`,
      passed.map((argument) => argumentOf(context, operation, argument)),
      code`],`,
    ),
    ...listOf(context, operation),
    code`shape: ${string(shapeOf(operation))},`,
    ...callOf(context, operation),
    ...subscribeOf(context, operation),
    ...resultsOf(context, operation, success.responses),
    ...codecsOf(context, code`errors`, errors),
  ];
}

function table(open: Lexeme, items: readonly Lexeme[], close: Lexeme): Lexeme[] {
  if (items.length === 0) return [code`${open}${close}`];
  return items.length === 1
    ? bracketed(open, items, close, 4)
    : [open, ...items.map((item) => code`  ${item},`), close];
}

function argumentOf(context: Context, operation: Operation, argument: Argument): Lexeme {
  const { at, type } = argument;
  const wire = 'parameter' in at ? at.parameter.name.wire : at.in === 'member' ? at.wire : '';
  const name = context.named.arguments(operation).get(argument) ?? '';
  const codec = codecOf(type, context.api, context.named, CODECS);
  const isMany = at.in === 'body' && (operation.body?.encoding === 'ndjson' || operation.body?.encoding === 'json-seq');
  const many = isMany ? code`, isMany: true` : code``;
  return code`{ in: ${string(at.in)}, wire: ${string(wire)}, name: ${string(name)}, codec: ${codec}${many} }`;
}

function listOf(context: Context, { shape }: Operation): Lexeme[] {
  if (shape.kind !== 'bulk') return [];
  return [code`list: [${string(shape.items)}, ${codecOf(shape.item, context.api, context.named, CODECS)}],`];
}

function shapeOf({ shape: { kind } }: Operation): string {
  if (kind === 'events' || kind === 'lines') return 'stream';
  return kind === 'paged' ? 'pages' : 'call';
}

/** The method itself. What it takes was checked when it was made of JSON, and is so again by the SDK. */
function callOf(context: Context, operation: Operation): Lexeme[] {
  const { named } = context;
  const parameters = parametersOf(context, operation);
  const list = bulkList(operation);
  const method = code`client.${identifier(named.method(operation))}`;
  const type = parametersType(parameters);
  const passed = [
    ...(list ? [code`items as never`] : []),
    ...(parameters.kind === 'none' ? [] : [code`params as unknown as ${type}`]),
    code`options`,
  ];
  const given = code`client, ${parameters.kind === 'none' ? code`_params` : code`params`}, options${list ? code`, items` : code``}`;
  return [code`run: (${given}) => ${method}(${Lexeme.join(passed, ', ')}),`];
}

function subscribeOf(context: Context, operation: Operation): Lexeme[] {
  const feed = feedOf(operation);
  if (!feed) return [];
  const parameters = parametersOf(context, operation);
  const isNone = parameters.kind === 'none';
  const passed = isNone ? code`` : code`params as unknown as ${parametersType(parameters)}, `;
  const given = code`client, ${isNone ? code`_params` : code`params`}, options`;
  return [code`subscribe: (${given}) => client.${identifier(context.named.method(feed))}(${passed}options),`];
}

interface Coded {
  readonly status: Status;
  readonly type: Type | null;
}

/** Of a stream the codec of one item. */
function resultsOf(context: Context, { shape, success }: Operation, responses: readonly Coded[]): Lexeme[] {
  if (shape.kind === 'paged') {
    const item = codecOf(shape.item, context.api, context.named, CODECS);
    return codecsOf(context, code`results`, responses, [code`item: ${item}`]);
  }
  if (shape.kind !== 'events' && shape.kind !== 'lines') return codecsOf(context, code`results`, responses);
  const type = success.type ?? ({ kind: 'primitive', primitive: 'json', bounds: {} } as const);
  return [code`results: { item: ${codecOf(type, context.api, context.named, CODECS)} },`];
}

function codecsOf(context: Context, name: Lexeme, coded: readonly Coded[], more: readonly Lexeme[] = []): Lexeme[] {
  const codecs = coded.map(({ status, type }) => {
    const key = typeof status === 'number' ? scalar(status) : propertyKey(status);
    return { key, codec: type ? codecOf(type, context.api, context.named, CODECS) : code`null` };
  });
  const [first] = codecs;
  const isUniform =
    more.length === 0 && codecs.length > 1 && codecs.every(({ codec }) => `${codec}` === `${first?.codec}`);
  const members = isUniform
    ? [code`default: ${first?.codec ?? code`null`}`]
    : codecs.map(({ key, codec }) => code`${key}: ${codec}`);
  return braced(code`${name}: `, [...members, ...more], code`,`, 4);
}
