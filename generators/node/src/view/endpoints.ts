import { code, Lexeme } from '@sdkgen/codegen';
import { type ErrorResponse, type Operation, type Server, type Type, unreachable } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { isRefusedByFetch } from '../features.ts';
import { bracketed } from '../layout.ts';
import { boolean, doc, identifier, number, string } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { answersOf, eventReader, isExact, PLANS } from './answers.ts';
import { sendingOf } from './bodies.ts';
import { bulkLines, memberNames } from './bulk.ts';
import { type Context, header } from './context.ts';
import { fieldsOf, fieldsType } from './fields.ts';
import { importsOf, NAMESPACES, TYPES } from './imports.ts';
import { MODELS, parametersOf, parametersType } from './parameters.ts';
import { bodyOf, CODECS, cookiesOf, headersOf, pathOf, queryOf } from './request.ts';
import { feedOf, subscriptionEndpoint } from './subscriptions.ts';
import { planOf } from './xml-plans.ts';

/** `endpoints.ts`: all the runtime needs to know of each operation. */
export function endpointsView(context: Context) {
  const endpoints = context.api.operations.flatMap((operation) => {
    const feed = feedOf(operation);
    const subscription = feed ? [subscriptionEndpoint(context, operation, feed)] : [];
    return [endpointView(context, operation), ...subscription];
  });
  return {
    ...header(context),
    ...importsOf(
      endpoints.flatMap(({ type, lines }) => [type, ...lines]),
      [
        ...TYPES,
        'codecs',
        'models',
        'parameters',
        ...NAMESPACES,
        'LinesEndpoint',
        'BulkEndpoint',
        'Endpoint',
        'PagedEndpoint',
        'StreamEndpoint',
        'Subscription',
      ],
    ),
    endpoints,
    isEmpty: endpoints.length === 0,
  };
}

function endpointView(context: Context, operation: Operation) {
  const { method, template, retry, timeout, packs } = operation;
  const { named } = context;
  const body = bodyOf(context, operation);
  return {
    doc: doc([`\`${method} ${template}\`.`]),
    name: identifier(named.endpoint(operation)),
    type: endpointType(context, operation),
    lines: [
      code`name: ${string(operation.name.wire)},`,
      code`method: ${string(method)},`,
      code`template: ${string(template)},`,
      ...(operation.server ? [code`server: ${string(serverUrl(operation.server))},`] : []),
      code`path: ${pathOf(context, operation)},`,
      ...queryOf(context, operation),
      ...headersOf(context, operation),
      ...cookiesOf(context, operation),
      ...body,
      ...(packs.request ? [code`packing: packed.packing,`] : []),
      ...sendingOf(context, operation),
      ...(operation.body ? [code`contentType: ${string(operation.body.mediaType)},`] : []),
      ...(operation.accept === 'application/json' ? [] : [code`accept: ${string(operation.accept)},`]),
      ...(packs.response ? [code`prefer: 'packed-floats',`] : []),
      ...(isRefusedByFetch(operation) ? [code`transport: methods.send,`] : []),
      ...(operation.body?.gzip ? [code`compress: gzip.compressed,`] : []),
      ...answersOf(context, operation),
      ...fieldsOf(context, operation),
      ...errorsOf(context, operation),
      code`read: ${string(timeout)},`,
      code`repeatable: ${boolean(retry.kind === 'always')},`,
      ...keyOf(operation),
      ...securityOf(operation),
      ...shapeOf(context, operation),
    ],
  };
}

/** Streams have no typed headers: what they give comes over many answers. */
export function hasFields({ shape }: Operation): boolean {
  return shape.kind !== 'events' && shape.kind !== 'lines';
}

/** Its variables at their defaults. */
export function serverUrl({ url, variables }: Server): string {
  return variables
    .reduce((text, { name, default: value }) => text.replaceAll(`{${name.wire}}`, value), url)
    .replace(/\/+$/, '');
}

const JSON_VALUE: Type = { kind: 'primitive', primitive: 'json', bounds: {} };

export function endpointType(context: Context, operation: Operation): Lexeme {
  const parameters = parametersOf(context, operation);
  const result = operation.success.type;
  const fields = fieldsType(context, operation);
  const more = fields && hasFields(operation) ? code`, ${fields}` : code``;
  const type = result ? joined(typeOf(result, 'out', context.named, MODELS)) : code`void`;
  const types = code`<${parametersType(parameters)}, ${type}${more}>`;
  switch (operation.shape.kind) {
    case 'events':
      return code`StreamEndpoint${types}`;
    case 'lines':
      return code`LinesEndpoint${types}`;
    case 'paged':
      return code`PagedEndpoint${types}`;
    case 'bulk':
      return code`BulkEndpoint${types}`;
    default:
      return code`Endpoint${types}`;
  }
}

/** Most operations answer every error alike: then one codec speaks for all statuses. */
function errorsOf(context: Context, { errors }: Operation): Lexeme[] {
  const codecs = errors.flatMap((error) =>
    error.type ? [{ status: error.status, codec: errorCodec(context, error) }] : [],
  );
  const [first] = codecs;
  if (!first) return [code`errors: () => undefined,`];
  if (codecs.every(({ codec }) => `${codec}` === `${first.codec}`)) return [code`errors: () => ${first.codec},`];
  const lines = codecs
    .toSorted((one, other) => precision(one.status) - precision(other.status))
    .map(({ status, codec }) => code`  if (${conditionOf(status)}) return ${codec};`);
  const fallback = codecs.some(({ status }) => status === 'default') ? [] : [code`  return undefined;`];
  return [code`errors: (status) => {`, ...lines, ...fallback, code`},`];
}

/** What is neither JSON nor XML is kept as it came: as text, or as octets. */
function errorCodec(context: Context, { type, encoding }: ErrorResponse): Lexeme {
  const codec = type ? codecOf(type, context.api, context.named, CODECS) : code`wire.json`;
  if (encoding === 'json' || encoding === 'merge-patch') return codec;
  if (encoding === 'xml' && type) return code`xml.error(${codec}, ${planOf(context, type, undefined, PLANS)})`;
  return encoding === 'text' ? code`wire.textError` : code`wire.octetsError`;
}

type Status = Operation['errors'][number]['status'];

function precision(status: Status): number {
  return typeof status === 'number' ? 0 : status === 'default' ? 2 : 1;
}

function conditionOf(status: Status): Lexeme {
  if (typeof status === 'number') return code`status === ${number(status)}`;
  return status === 'default' ? code`status > 0` : code`Math.floor(status / 100) === ${number(Number(status[0]))}`;
}

function keyOf({ idempotencyHeader }: Operation): Lexeme[] {
  return idempotencyHeader === null ? [] : [code`idempotencyKey: ${string(idempotencyHeader.toLowerCase())},`];
}

function securityOf({ security }: Operation): Lexeme[] {
  const alternatives = security.map((schemes) => code`[${Lexeme.join(schemes.map(string), ', ')}]`);
  // The formatter gives each of several lists of several a line of its own.
  const isTable = security.length > 1 && security.every(({ length }) => length > 1);
  if (isTable) return [code`security: [`, ...alternatives.map((one) => code`  ${one},`), code`],`];
  return bracketed(code`security: [`, alternatives, code`],`, 2);
}

function shapeOf(context: Context, operation: Operation): Lexeme[] {
  const { shape } = operation;
  switch (shape.kind) {
    case 'events':
      return [
        code`event: ${eventReader(context, operation, shape)},`,
        code`resumable: ${boolean(shape.resumable)},`,
        code`endless: ${boolean(shape.endless)},`,
        ...(shape.sentinel === null ? [] : [code`sentinel: ${string(shape.sentinel)},`]),
      ];
    case 'paged': {
      const names = memberNames(context, operation.success.type);
      const cursor = operation.arguments.find(({ name }) => name.wire === shape.cursor);
      return [
        code`cursor: ${string((cursor && context.named.arguments(operation).get(cursor)) ?? shape.cursor)},`,
        code`next: ${string(names.get(shape.next) ?? shape.next)},`,
        code`items: ${string(names.get(shape.items) ?? shape.items)},`,
      ];
    }
    case 'bulk':
      return bulkLines(context, operation, shape);
    case 'lines': {
      const item = operation.success.type ?? JSON_VALUE;
      return [
        code`item: () => ${codecOf(item, context.api, context.named, CODECS)},`,
        code`framing: ${string(shape.framing)},`,
        ...(isExact(context, item) ? [code`exact: true,`] : []),
      ];
    }
    case 'call':
      return [];
    default:
      return unreachable(shape);
  }
}
