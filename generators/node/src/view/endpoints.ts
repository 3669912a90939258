import { code, Lexeme } from '@sdkgen/codegen';
import {
  type Argument,
  declarationOf,
  type Operation,
  type Parameter,
  type Style,
  type Type,
  typesIn,
  Unsupported,
} from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { bracketed } from '../layout.ts';
import { boolean, doc, identifier, number, pathText, propertyKey, string } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { bulkLines, memberNames } from './bulk.ts';
import { type Context, header } from './context.ts';
import { importsOf } from './imports.ts';
import { bulkList, MODELS, parametersOf, parametersType, wholeBody } from './parameters.ts';

const CODECS = code`codecs.`;

/** `endpoints.ts`: all the runtime needs to know of each operation. */
export function endpointsView(context: Context) {
  const endpoints = context.api.operations.map((operation) => endpointView(context, operation));
  return {
    ...header(context),
    ...importsOf(endpoints.flatMap(({ type, lines }) => [type, ...lines])),
    endpoints,
    isEmpty: endpoints.length === 0,
  };
}

function endpointView(context: Context, operation: Operation) {
  refuse(operation);
  const { method, template, retry, success, timeout } = operation;
  const { api, named } = context;
  const body = bodyOf(context, operation);
  const result = success.type ? codecOf(success.type, api, named, CODECS) : code`null`;
  return {
    doc: doc([`\`${method} ${template}\`.`]),
    name: identifier(named.method(operation)),
    type: endpointType(context, operation),
    lines: [
      code`name: ${string(operation.name.wire)},`,
      code`method: ${string(method)},`,
      code`template: ${string(template)},`,
      code`path: ${pathOf(context, operation)},`,
      ...queryOf(context, operation),
      ...headersOf(context, operation),
      ...body,
      ...(body.length > 0 || operation.shape.kind === 'bulk'
        ? [code`contentType: ${string(operation.body?.mediaType ?? '')},`]
        : []),
      code`result: ${result},`,
      ...(success.type && isExact(context, success.type) ? [code`exact: true,`] : []),
      ...errorsOf(context, operation),
      code`read: ${string(timeout)},`,
      code`repeatable: ${boolean(retry.kind === 'always')},`,
      ...keyOf(operation),
      ...securityOf(operation),
      ...shapeOf(context, operation),
    ],
  };
}

/** What this version of the target cannot send or read; said before anything is rendered. */
function refuse({ body, success, parameters, shape, pointer }: Operation): void {
  const no = (what: string): never => {
    throw new Unsupported(
      pointer,
      'unsupported-in-node',
      `the Node target cannot render ${what}`,
      'Leave the operation out.',
    );
  };
  if (body && body.encoding !== 'json' && body.encoding !== 'merge-patch') no(`a ${body.encoding} body`);
  if (parameters.some((one) => one.in === 'cookie' && one.filledBy === 'caller')) no('cookie parameters');
  const media = success.mediaType ?? 'application/json';
  if (shape.kind !== 'events' && !/[/+]json\b/i.test(media)) no(`an answer of ${media}`);
}

export function endpointType(context: Context, operation: Operation): Lexeme {
  const parameters = parametersOf(context, operation);
  const result = operation.success.type;
  const types = code`<${parametersType(parameters)}, ${result ? joined(typeOf(result, 'out', context.named, MODELS)) : code`void`}>`;
  switch (operation.shape.kind) {
    case 'events':
      return code`StreamEndpoint${types}`;
    case 'paged':
      return code`PagedEndpoint${types}`;
    case 'bulk':
      return code`BulkEndpoint${types}`;
    default:
      return code`Endpoint${types}`;
  }
}

/** The expression of an argument in the endpoint's functions. */
function given(context: Context, operation: Operation, argument: Argument): Lexeme {
  const name = context.named.arguments(operation).get(argument) ?? '';
  return /^[\p{ID_Start}$_]/u.test(name) ? code`params.${identifier(name)}` : code`params[${string(name)}]`;
}

function argumentOf(operation: Operation, parameter: Parameter): Argument | undefined {
  return operation.arguments.find(({ at }) => 'parameter' in at && at.parameter === parameter);
}

function pathOf(context: Context, operation: Operation): Lexeme {
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return pathText(part.text);
    const argument = operation.arguments.find(({ at }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (!argument || !('parameter' in argument.at)) throw new Error(`no argument for {${part.wire}}`);
    const value = parameterArguments(context, operation, argument, argument.at.parameter, {
      style: 'simple',
      explode: false,
    });
    return code`\${wire.pathPart(${value})}`;
  });
  const isFixed = operation.path.every(({ kind }) => kind === 'text');
  const text = Lexeme.join(parts, '');
  return isFixed ? code`() => ${string(`${text}`)}` : code`(params) => \`${text}\``;
}

/** The arguments of the runtime's function for one parameter; options only where they are not the default. */
function parameterArguments(
  context: Context,
  operation: Operation,
  argument: Argument,
  { name, type, style, explode, allowReserved }: Parameter,
  usual: { readonly style: Style; readonly explode: boolean },
): Lexeme {
  const isScalar = !isCompound(context, type);
  const options = [
    ...(style === usual.style ? [] : [code`style: ${string(style)}`]),
    ...(explode === usual.explode || isScalar ? [] : [code`explode: ${boolean(explode)}`]),
    ...(allowReserved ? [code`allowReserved: true`] : []),
  ];
  const rest = options.length > 0 ? code`, { ${Lexeme.join(options, ', ')} }` : code``;
  const codec = codecOf(type, context.api, context.named, CODECS);
  return code`${string(name.wire)}, ${codec}, ${given(context, operation, argument)}${rest}`;
}

/** Whether a value may be a list or an object, for which exploding makes a difference. */
function isCompound({ api }: Context, type: Type): boolean {
  if (type.kind === 'primitive') return type.primitive === 'json';
  if (type.kind === 'literal') return false;
  return !(type.kind === 'reference' && declarationOf(api, type.id).kind === 'enum');
}

function queryOf(context: Context, operation: Operation): Lexeme[] {
  const parts = operation.parameters.flatMap((parameter) => {
    const argument = parameter.in === 'query' ? argumentOf(operation, parameter) : undefined;
    if (!argument) return [];
    const value = parameterArguments(context, operation, argument, parameter, { style: 'form', explode: true });
    return [code`...wire.queryParts(${value})`];
  });
  return parts.length > 0 ? bracketed(code`query: (params) => [`, parts, code`],`, 2) : [];
}

function headersOf(context: Context, operation: Operation): Lexeme[] {
  const lines = operation.parameters.flatMap((parameter) => {
    const argument = parameter.in === 'header' ? argumentOf(operation, parameter) : undefined;
    if (!argument) return [];
    const value = parameterArguments(context, operation, argument, parameter, { style: 'simple', explode: false });
    return [code`  ${propertyKey(parameter.name.wire.toLowerCase())}: wire.headerValue(${value}),`];
  });
  return lines.length > 0 ? [code`headers: (params) => ({`, ...lines, code`}),`] : [];
}

/** A declared body travels whole; one put together from some arguments, or left over beside a bulk list, member by member. */
function bodyOf(context: Context, operation: Operation): Lexeme[] {
  const { api, named } = context;
  const { body } = operation;
  if (!body) return [];
  if (!body.flattened) {
    const argument = operation.arguments.find(({ at }) => at.in === 'body');
    if (!argument) return [];
    const codec = codecOf(body.type, api, named, CODECS);
    const name = named.arguments(operation).get(argument) ?? '';
    return [code`body: (params) => wire.memberOf(${string(name)}, ${codec}, ${given(context, operation, argument)}),`];
  }
  if (operation.shape.kind !== 'bulk' && wholeBody(context, operation)) {
    return [code`body: (params) => wire.bodyOf(${codecOf(body.type, api, named, CODECS)}, params),`];
  }
  const members = operation.arguments.flatMap((argument) => {
    if (argument.at.in !== 'member' || argument === bulkList(operation)) return [];
    const codec = codecOf(argument.type, api, named, CODECS);
    const name = named.arguments(operation).get(argument) ?? '';
    const value = code`${string(name)}, ${codec}, ${given(context, operation, argument)}`;
    return [code`  ${propertyKey(argument.at.wire)}: wire.memberOf(${value}),`];
  });
  return members.length > 0 ? [code`body: (params) => ({`, ...members, code`}),`] : [];
}

/** Most operations answer every error alike: then one codec speaks for all statuses. */
function errorsOf({ api, named }: Context, { errors }: Operation): Lexeme[] {
  const codecs = errors.flatMap(({ status, type }) =>
    type ? [{ status, codec: codecOf(type, api, named, CODECS) }] : [],
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
  return bracketed(code`security: [`, alternatives, code`],`, 2);
}

/** Numbers no double holds are kept as text only where a type asks for their digits. */
function isExact({ api }: Context, type: Type, seen = new Set<string>()): boolean {
  const inner = (one: Type) => isExact({ api } as Context, one, seen);
  switch (type.kind) {
    case 'primitive':
      return type.primitive === 'decimal';
    case 'list':
      return inner(type.items);
    case 'map':
      return inner(type.values);
    case 'nullable':
      return inner(type.inner);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].some(inner);
    case 'literal':
      return false;
    case 'reference': {
      if (seen.has(type.id)) return false;
      seen.add(type.id);
      return typesIn(declarationOf(api, type.id)).some(inner);
    }
  }
}

function shapeOf(context: Context, operation: Operation): Lexeme[] {
  const { shape } = operation;
  switch (shape.kind) {
    case 'events':
      return [code`resumable: ${boolean(shape.resumable)},`, code`endless: ${boolean(shape.endless)},`];
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
    case 'call':
      return [];
  }
}
