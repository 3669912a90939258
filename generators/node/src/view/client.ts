import { code, firstSentence, Lexeme, operationDocs, PACKED_FLOATS_DOC, prose } from '@sdkgen/codegen';
import { type ClientHeader, type Credential, type Operation, packsFloats, unreachable } from '@sdkgen/ir';
import { bracketed } from '../layout.ts';
import { doc, identifier, propertyKey, string, tag } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { failedMember } from './bulk.ts';
import { type Context, header } from './context.ts';
import { hasFields } from './endpoints.ts';
import { methodExample } from './examples.ts';
import { fieldsType } from './fields.ts';
import { importsOf, TYPES } from './imports.ts';
import { bulkList, MODELS, type Parameters, parametersOf, parametersType } from './parameters.ts';
import { feedOf, subscriptionDoc, subscriptionLines } from './subscriptions.ts';

/** What options may need. */
const OPTION_CANDIDATES = ['basicAuth', 'environment', 'OAuth2Options', 'oauth2', 'prefixed'];

/** What methods may need. */
const METHOD_CANDIDATES: readonly string[] = [
  ...TYPES,
  ...[
    'endpoints',
    'models',
    'parameters',
    'sendInParts',
    'EventStream',
    'Failures',
    'lines',
    'openStream',
    'subscriptions',
  ],
  ...['ApiCall', 'BulkOptions', 'CallOptions', 'StreamOptions', 'Paginator', 'paginate'],
];

/** `connection.ts`: what a client is made with. */
export function connectionView(context: Context) {
  const { api } = context;
  const credentials = api.credentials.map((credential) => credentialView(context, credential));
  const url = urlOf(context);
  return {
    ...header(context),
    ...importsOf(
      [
        url.url,
        ...credentials.flatMap(({ type, value, fallback }) => [type, value, ...fallback.map((one) => one.value)]),
      ],
      OPTION_CANDIDATES,
      ['CommonOptions', 'Connection', 'connectionOf', 'Core', 'settingsOf'],
    ),
    urlDoc: doc([urlText(context)], 2),
    ...url,
    credentials,
    hasCredentials: credentials.length > 0,
    headers: api.clientHeaders.map((one) => clientHeaderView(context, one)),
    hasHeaders: api.clientHeaders.length > 0,
    packing: packsFloats(api) ? [{ doc: doc([PACKED_FLOATS_DOC], 2) }] : [],
  };
}

/** `client.ts`: the client, and a method per operation. */
export function clientView(context: Context) {
  const { api, config, named } = context;
  const methods = api.operations.flatMap((operation) => [
    methodView(context, operation),
    ...subscriptionMethod(context, operation),
  ]);
  return {
    ...header(context),
    ...importsOf(
      methods.flatMap(({ lines }) => lines),
      METHOD_CANDIDATES,
      ['ClientOptions', 'connect', 'CoreType', 'coreOf'],
    ),
    client: identifier(named.client),
    clientDoc: doc([`A client of ${config.title}. ${firstSentence(api.description)}`]),
    methods,
  };
}

/** `calls.ts`: the same as functions, so that an app's bundler keeps only those it calls. */
export function callsView(context: Context) {
  const calls = context.api.operations.flatMap((operation) => [
    callView(context, operation),
    ...subscriptionCall(context, operation),
  ]);
  return {
    ...header(context),
    ...importsOf(
      calls.flatMap(({ lines }) => lines),
      METHOD_CANDIDATES,
      calls.length > 0 ? ['Connection', 'coreOf'] : [],
    ),
    calls,
    isEmpty: calls.length === 0,
  };
}

function urlText({ api, config }: Context): string {
  const fallbacks = [
    ...(config.urlEnv === null ? [] : [`the environment variable ${config.urlEnv}`]),
    ...(api.serverUrl === null ? [] : [`\`${api.serverUrl}\``]),
  ];
  return `The server's URL.${fallbacks.length > 0 ? ` By default ${fallbacks.join(', else ')}.` : ''}`;
}

function urlOf({ api, config }: Context) {
  const environment = config.urlEnv === null ? code`` : code` ?? environment(${string(config.urlEnv)})`;
  return {
    url: code`options.url${environment}`,
    defaultUrl: api.serverUrl === null ? [] : [{ value: string(api.serverUrl) }],
  };
}

function credentialView({ config, named }: Context, credential: Credential) {
  const name = named.option(credential);
  // A name and a password do not fit one variable.
  const env = credential.kind === 'basic' ? null : (config.credentials[credential.scheme]?.env ?? null);
  const text = prose(credential.description) || `Credentials of the scheme ${credential.scheme}.`;
  const fallback = env === null ? '' : ` By default, when no credential is given, the environment variable ${env}.`;
  return {
    doc: doc([`${text}${fallback}`], 2),
    name: propertyKey(name),
    type: credentialType(credential),
    place: string(credential.kind === 'api-key' ? credential.in : 'header'),
    wire: string(credential.kind === 'api-key' ? credential.wire : 'authorization'),
    key: propertyKey(credential.scheme),
    value: credentialValue(credential, optionAccess(name)),
    fallback: env === null ? [] : [{ value: credentialValue(credential, code`environment(${string(env)})`) }],
  };
}

function credentialType({ kind }: Credential): Lexeme {
  if (kind === 'basic') return code`{ readonly username: string; readonly password: string }`;
  return kind === 'oauth2' ? code`string | OAuth2Options` : code`string`;
}

function credentialValue(credential: Credential, given: Lexeme): Lexeme {
  switch (credential.kind) {
    case 'api-key':
      return given;
    case 'bearer':
      return code`prefixed('Bearer', ${given})`;
    case 'http':
      return code`prefixed(${string(credential.authScheme)}, ${given})`;
    case 'basic':
      return code`basicAuth(${given})`;
    case 'oauth2':
      return code`oauth2(${given}, ${flowOf(credential)})`;
    default:
      return unreachable(credential);
  }
}

/** What the document says of where tokens come from. */
function flowOf({ tokenUrl, refreshUrl }: Extract<Credential, { kind: 'oauth2' }>): Lexeme {
  const members = [
    ...(tokenUrl === null ? [] : [code`tokenUrl: ${string(tokenUrl)}`]),
    ...(refreshUrl === null ? [] : [code`refreshUrl: ${string(refreshUrl)}`]),
  ];
  return members.length > 0 ? code`{ ${Lexeme.join(members, ', ')} }` : code`{}`;
}

function clientHeaderView({ named }: Context, one: ClientHeader) {
  const name = named.option(one);
  return {
    doc: doc([prose(one.docs.description || one.docs.summary) || `Sent as \`${one.name.wire}\`.`], 2),
    name: propertyKey(name),
    wire: propertyKey(one.name.wire.toLowerCase()),
    value: optionAccess(name),
  };
}

function optionAccess(name: string): Lexeme {
  return code`options.${identifier(name)}`;
}

function methodView(context: Context, operation: Operation) {
  const parameters = parametersOf(context, operation);
  return {
    doc: methodDoc(context, operation),
    lines: [
      ...signature(context, operation, parameters, {
        name: propertyKey(context.named.method(operation)),
        before: [],
        indent: 2,
      }),
      code`  ${body(context, operation, parameters, code`this.#core`)}`,
      code`}`,
    ],
  };
}

function callView(context: Context, operation: Operation) {
  const parameters = parametersOf(context, operation);
  const name = identifier(context.named.call(operation));
  const { summary } = operationDocs(operation, context.runtime);
  return {
    doc: doc([
      summary,
      `The client's method tells more. Route: \`${operation.method} ${operation.template}\`.`,
      ...(operation.docs.deprecated ? [tag('deprecated', 'The API means to drop it.')] : []),
    ]),
    lines: [
      ...signature(context, operation, parameters, {
        name: code`export function ${name}`,
        before: [code`connection: Connection`],
        indent: 0,
      }),
      code`  ${body(context, operation, parameters, code`coreOf(connection)`)}`,
      code`}`,
    ],
  };
}

function subscriptionMethod(context: Context, operation: Operation) {
  const feed = feedOf(operation);
  if (!feed) return [];
  const name = propertyKey(context.named.method(feed));
  const form = { name, before: [], core: code`this.#core`, indent: 2 };
  return [
    {
      doc: subscriptionDoc(context, operation, 2, methodExample(context, operation, context.named.method(feed))),
      lines: subscriptionLines(context, operation, feed, form),
    },
  ];
}

function subscriptionCall(context: Context, operation: Operation) {
  const feed = feedOf(operation);
  if (!feed) return [];
  const name = code`export function ${identifier(context.named.call(feed))}`;
  const form = { name, before: [code`connection: Connection`], core: code`coreOf(connection)`, indent: 0 };
  return [
    {
      doc: subscriptionDoc(context, operation),
      lines: subscriptionLines(context, operation, feed, form),
    },
  ];
}

function methodDoc(context: Context, operation: Operation): readonly Lexeme[] {
  const docs = operationDocs(operation, context.runtime);
  return doc(
    [
      docs.summary,
      ...docs.details,
      `Route: \`${docs.route}\`. ${docs.retries}`,
      ...docs.errors.map(({ name, when }) => tag('throws', `{@link ${name}} ${when}`)),
      ...(operation.docs.deprecated ? [tag('deprecated', 'The API means to drop it.')] : []),
    ],
    2,
    methodExample(context, operation),
  );
}

function signature(
  context: Context,
  operation: Operation,
  parameters: Parameters,
  { name, before, indent }: { readonly name: Lexeme; readonly before: readonly Lexeme[]; readonly indent: number },
): Lexeme[] {
  const returns = returnType(context, operation);
  const list = bulkList(operation);
  const passed = [
    ...before,
    ...(list ? [code`items: ${itemsType(context, operation)}`] : []),
    ...(parameters.kind === 'none' ? [] : [paramsArgument(parameters)]),
    code`options?: ${identifier(optionsType(operation))}`,
  ];
  return bracketed(code`${name}(`, passed, code`): ${returns} {`, indent);
}

function paramsArgument(parameters: Exclude<Parameters, { kind: 'none' }>): Lexeme {
  const type = parametersType(parameters);
  return parameters.isRequired ? code`params: ${type}` : code`params: ${type} = {}`;
}

function optionsType({ shape }: Operation): string {
  return shape.kind === 'events' || shape.kind === 'lines'
    ? 'StreamOptions'
    : shape.kind === 'bulk'
      ? 'BulkOptions'
      : 'CallOptions';
}

function itemsType(context: Context, operation: Operation): Lexeme {
  const item = itemType(context, operation);
  return code`Iterable<${item}> | AsyncIterable<${item}>`;
}

function itemType({ named }: Context, { shape }: Operation): Lexeme {
  return shape.kind === 'bulk' ? joined(typeOf(shape.item, 'in', named, MODELS)) : code`unknown`;
}

function returnType(context: Context, operation: Operation): Lexeme {
  const { success, shape } = operation;
  const result = success.type ? joined(typeOf(success.type, 'out', context.named, MODELS)) : code`void`;
  const declared = fieldsType(context, operation);
  const fields = declared && hasFields(operation) ? code`, ${declared}` : code``;
  switch (shape.kind) {
    case 'call':
      return code`ApiCall<${result}${fields}>`;
    case 'events':
    case 'lines':
      return code`EventStream<${result}>`;
    case 'paged':
      return code`Paginator<${joined(typeOf(shape.item, 'out', context.named, MODELS))}, ${result}${fields}>`;
    case 'bulk': {
      const failed = propertyKey(failedMember(context, operation));
      return code`ApiCall<${result} & { readonly ${failed}: Failures<${itemType(context, operation)}> }${fields}>`;
    }
    default:
      return unreachable(shape);
  }
}

function body(context: Context, operation: Operation, parameters: Parameters, core: Lexeme): Lexeme {
  const endpoint = code`endpoints.${identifier(context.named.endpoint(operation))}`;
  const params = parameters.kind === 'none' ? code`{}` : code`params`;
  switch (operation.shape.kind) {
    case 'call':
      return code`return ${core}.call(${endpoint}, ${params}, options);`;
    case 'events':
      return code`return openStream(${core}, ${endpoint}, ${params}, options);`;
    case 'lines':
      return code`return lines.open(${core}, ${endpoint}, ${params}, options);`;
    case 'paged':
      return code`return paginate(${core}, ${endpoint}, ${params}, options);`;
    case 'bulk':
      return code`return sendInParts(${core}, ${endpoint}, items, ${params}, options);`;
    default:
      return unreachable(operation.shape);
  }
}
