import { readdirSync, readFileSync } from 'node:fs';
import { code, Lexeme, type RenderedFile, webhookId } from '@sdkgen/codegen';
import { type Argument, type Operation, packsFloats, type Type } from '@sdkgen/ir';
import { Codecs, decoding, encoding } from '../codecs.ts';
import { featuresOf, isDownload, isItems } from '../features.ts';
import { Imports } from '../imports.ts';
import { identifier, scalarLiteral, stringLiteral, valueLiteral } from '../literals.ts';
import { presence } from '../presence.ts';
import type { TypeContext } from '../types.ts';
import { moduleView, type Source } from './module.ts';
import { isBulkList, namesOf } from './operation.ts';
import { webhookNames } from './webhooks.ts';

const SOURCES = new URL('../../../../templates/python/driver/', import.meta.url);

/** The program outside checks drive the SDK with: its sources as they stand, and a table of the operations. */
export function driverFiles(source: Source): RenderedFile[] {
  if (!source.driver) return [];
  const copied = readdirSync(SOURCES)
    .filter((name) => !name.endsWith('.hbs') && !name.startsWith('_'))
    .map((name): RenderedFile => {
      const file = { path: `driver/${name}`, text: readFileSync(new URL(name, SOURCES), 'utf8') };
      return name === 'run' ? { ...file, executable: true } : file;
    });
  return [
    ...copied,
    { path: 'driver/operations.py', text: source.render('driver/operations', operationsView(source)) },
  ];
}

interface DriverContext extends TypeContext {
  readonly source: Source;
  readonly decoders: Codecs;
  readonly encoders: Codecs;
}

function operationsView(source: Source): object {
  const context = driverContext(source);
  const { imports } = context;
  const groups = source.api.operations
    .filter(({ alternative }) => alternative === null)
    .map((operation) => ({
      id: stringLiteral(operation.name.wire),
      route: stringLiteral(`${operation.method} ${operation.template}`),
      ways: waysOf(operation, source).map((way) => wayView(way, context)),
    }));
  if (hasFiles(source)) imports.from('.', 'File');
  const hasGrants = featuresOf(source.api).has('oauth2');
  if (hasGrants) for (const name of ['ClientCredentials', 'RefreshToken']) imports.from('.', name);
  imports.from('plan', 'Argument');
  imports.from('plan', 'Way');
  imports.from('._runtime', 'decode');
  imports.from('._runtime', 'encode');
  imports.from('.', source.py.client === 'Client' ? 'Client' : `${source.py.client} as Client`);
  imports.from(
    '.',
    source.py.asyncClient === 'AsyncClient' ? 'AsyncClient' : `${source.py.asyncClient} as AsyncClient`,
  );
  imports.from('._contract', 'BaseError');
  const webhooks = webhooksOf(context);
  imports.from('typing', 'Any');
  const constants = [...context.decoders.constants, ...context.encoders.constants];
  return {
    ...moduleView(source, 'Every operation by its id and by its route, and the ways to call it.', imports),
    credentials: source.api.credentials.map(({ scheme }) => ({
      scheme: stringLiteral(scheme),
      name: stringLiteral(source.py.credentials.get(scheme) ?? ''),
    })),
    hasFiles: hasFiles(source),
    hasGrants,
    packsFloats: scalarLiteral(packsFloats(source.api)),
    constants,
    groups,
    webhooks,
  };
}

function webhooksOf({ api, imports, encoders }: DriverContext) {
  const names = webhookNames(api);
  return api.webhooks.map((webhook) => {
    const read = code`${identifier(imports.from('.', 'webhooks'))}.${identifier(names.get(webhook) ?? '')}`;
    const write = webhook.type
      ? encoders.of(webhook.type)
      : code`${identifier(imports.from('._runtime', 'encode'))}.anything`;
    return { id: stringLiteral(webhookId(webhook)), read, write };
  });
}

function driverContext(source: Source): DriverContext {
  const imports = new Imports(source.names.module);
  const context: TypeContext = { api: source.api, names: source.py, imports, hints: imports, qualified: true };
  const named = (direction: string) => (id: string) =>
    code`${identifier(imports.from('.', 'models'))}.${identifier(`${direction}_${source.py.types.get(id)?.type}`)}`;
  const model = () => code`${identifier(imports.from('._runtime', 'encode'))}.model`;
  return {
    ...context,
    source,
    decoders: new Codecs(context, decoding(context, named('decode'))),
    encoders: new Codecs(context, encoding(model, named('encode'))),
  };
}

/** An operation and its alternatives. */
function waysOf(operation: Operation, { api }: Source): Operation[] {
  return [operation, ...api.operations.filter(({ alternative }) => alternative?.of.wire === operation.name.wire)];
}

function wayView(operation: Operation, context: DriverContext) {
  const { shape, success, body, fixed, accept } = operation;
  const feed = context.source.py.feeds.get(operation);
  const written = (type: Type | null): Lexeme =>
    type && !isDownload(operation)
      ? context.encoders.of(type)
      : code`${identifier(context.imports.from('._runtime', 'encode'))}.anything`;
  const members = fixed.map(({ wire, value }) => code`${stringLiteral(wire)}: ${valueLiteral(value)}`);
  return {
    method: identifier(namesOf(operation, context.source).method),
    arguments: operation.arguments.map((argument) => argumentView(argument, operation, context)),
    shape: stringLiteral(isDownload(operation) ? 'download' : shape.kind),
    write: written(success.type),
    writeItem: written(shape.kind === 'paged' ? shape.item : success.type),
    contentType: scalarLiteral(body?.mediaType ?? null),
    accept: stringLiteral(accept),
    flattened: scalarLiteral(body?.flattened ?? false),
    resume: scalarLiteral(shape.kind === 'events' && shape.resumable ? resumeHeader(operation) : null),
    hasFeed: feed !== undefined,
    subscribe: feed ? identifier(feed.method) : code``,
    fixed: code`{${Lexeme.join(members, ', ')}}`,
  };
}

function resumeHeader({ parameters }: Operation): string | null {
  return parameters.find(({ filledBy }) => filledBy === 'resume')?.name.wire.toLowerCase() ?? null;
}

function argumentView(argument: Argument, operation: Operation, context: DriverContext) {
  const { at, required } = argument;
  const { shape, body } = operation;
  const isList =
    (shape.kind === 'bulk' && isBulkList(argument, shape)) || (at.in === 'body' && isItems(body?.encoding));
  const item = shape.kind === 'bulk' ? shape.item : argument.type;
  const list: Type | null = isList ? listOf(item) : null;
  return {
    place: stringLiteral(at.in),
    wire: stringLiteral(at.in === 'body' ? '' : at.in === 'member' ? at.wire : at.parameter.name.wire),
    name: stringLiteral(namesOf(operation, context.source).arguments.get(argument)?.public ?? ''),
    read: context.decoders.of(list ?? argument.type),
    required: scalarLiteral(required && presence(context.api, argument.type, true) === 'required'),
  };
}

const hasFiles = ({ api }: Source): boolean => featuresOf(api).has('files');
const listOf = (items: Type): Type => ({ kind: 'list', items, bounds: {} });
