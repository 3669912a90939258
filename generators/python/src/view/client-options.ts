import { code, Lexeme, PACKED_FLOATS_DOC, type RuntimeContract } from '@sdkgen/codegen';
import { type Credential, packsFloats, unreachable } from '@sdkgen/ir';
import { type Described, documented } from '../docstrings.ts';
import type { Imports } from '../imports.ts';
import { identifier, numberLiteral, scalarLiteral, stringLiteral } from '../literals.ts';
import type { Source } from './module.ts';

/** The constructor of a client: what the document lets be set once, and the limits of the contract. */
export function clientOptionViews(source: Source, imports: Imports) {
  const { api, config, py, runtime } = source;
  const credentials = api.credentials.map((credential) => credentialView(credential, source, imports));
  const headers = api.clientHeaders.map(({ name, docs }) => ({
    name: identifier(py.clientHeaders.get(name.wire) ?? ''),
    wire: stringLiteral(name.wire.toLowerCase()),
    text: docs.description || docs.summary || `The header ${name.wire}.`,
  }));
  imports.from('._runtime.settings', 'settings');
  if (credentials.some(({ hasEnv }) => hasEnv) || config.urlEnv) imports.from('._runtime.settings', 'from_environment');
  return {
    credentials,
    headers,
    hasUrlEnv: config.urlEnv !== null,
    urlEnv: stringLiteral(config.urlEnv ?? ''),
    hasServerUrl: api.serverUrl !== null,
    serverUrl: stringLiteral(api.serverUrl ?? ''),
    hasPacking: packsFloats(api),
    timeout: numberLiteral(runtime.timeouts.total),
    constructorDoc: constructorDoc(source, [...credentials, ...headers], runtime),
    classDoc: classDoc(source),
  };
}

function credentialView(credential: Credential, { config, py }: Source, imports: Imports) {
  const env = config.credentials[credential.scheme]?.env ?? null;
  const name = identifier(py.credentials.get(credential.scheme) ?? '');
  const fallback = env === null ? [] : [code`from_environment(${stringLiteral(env)})`];
  return {
    name,
    scheme: stringLiteral(credential.scheme),
    hasEnv: env !== null,
    type: credentialType(credential, imports),
    value: credentialValue(credential, name, fallback, imports),
    text: `${credential.description || `The credential ${credential.scheme}.`}${env ? ` Default: the environment variable ${env}.` : ''}`,
  };
}

function credentialType({ kind }: Credential, imports: Imports): Lexeme {
  if (kind === 'basic') return code`tuple[str, str]`;
  if (kind !== 'oauth2') return code`str`;
  const grants = ['ClientCredentials', 'RefreshToken'].map((name) =>
    identifier(imports.from('._runtime.oauth2', name)),
  );
  return Lexeme.join([code`str`, ...grants], ' | ');
}

/** From what the caller gave to where it goes in a request. */
function credentialValue(credential: Credential, name: Lexeme, fallback: readonly Lexeme[], imports: Imports): Lexeme {
  const call = (convert: string, ...args: readonly Lexeme[]): Lexeme => {
    imports.from('._runtime.credentials', 'Credential');
    return code`Credential.${identifier(convert)}(${Lexeme.join([...args, ...fallback], ', ')})`;
  };
  switch (credential.kind) {
    case 'api-key':
      return call('plain', stringLiteral(credential.in), stringLiteral(credential.wire), name);
    case 'bearer':
      return call('authorization', stringLiteral('Bearer'), name);
    case 'http':
      return call('authorization', stringLiteral(credential.authScheme), name);
    case 'basic':
      return call('basic', name);
    case 'oauth2': {
      imports.from('._runtime.oauth2', 'oauth2 as _oauth2');
      const urls = [credential.tokenUrl, credential.refreshUrl].map(scalarLiteral);
      return code`_oauth2(${Lexeme.join([name, ...urls, ...fallback], ', ')})`;
    }
    default:
      return unreachable(credential);
  }
}

function constructorDoc(
  { api, config }: Source,
  given: readonly { name: Lexeme; text: string }[],
  { timeouts, retries }: RuntimeContract,
): Lexeme {
  const fallbacks = [config.urlEnv ? `the environment variable ${config.urlEnv}` : '', api.serverUrl ?? ''].filter(
    Boolean,
  );
  const args: Described[] = [
    { name: 'url', text: `The server's URL.${fallbacks.length > 0 ? ` Default: ${fallbacks.join(', else ')}.` : ''}` },
    ...given.map(({ name, text }) => ({ name: String(name), text })),
    {
      name: 'timeout',
      text: 'Seconds from call to result, retries and waits included; `None` for no end. Streams have no end.',
    },
    { name: 'connect_timeout', text: 'Seconds to wait for a connection.' },
    {
      name: 'read_timeout',
      text: `Seconds of silence between two reads. Default: ${timeouts.read.query} for queries, ${timeouts.read.write} for writes, ${timeouts.read.stream} on streams.`,
    },
    { name: 'max_retries', text: `Retries after the first attempt of a call. Default: ${retries.max_retries}.` },
    { name: 'headers', text: 'Header fields to send with every call.' },
    ...(packsFloats(api) ? [{ name: 'packed_floats', text: PACKED_FLOATS_DOC }] : []),
    {
      name: 'transport',
      text: 'What carries the requests, instead of the one that comes with this package. Subscriptions by WebSocket have connections of their own.',
    },
    { name: 'middleware', text: 'From what carries the requests to what is asked instead of it.' },
    {
      name: 'proxy',
      text: 'The URL of a proxy, `http://[user:password@]host[:port]`. Default: the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY.',
    },
    { name: 'ssl_context', text: 'Whom to trust, and what to show. Default: the roots of the system.' },
    { name: 'telemetry', text: 'Who is told of calls, such as what `open_telemetry` of the module `otel` makes.' },
  ];
  const raises = [{ name: 'InvalidArgumentError', text: 'If there is no URL, or something given cannot be used.' }];
  return documented(
    'Configure a client; nothing is sent yet.',
    [],
    [
      { title: 'Args', items: args },
      { title: 'Raises', items: raises },
    ],
    8,
  );
}

function classDoc({ api, config }: Source): Lexeme {
  const summary = `A client of ${config.title}`;
  return documented(
    summary,
    [
      api.description,
      'It keeps connections open for further calls: use it in a `with` block, or `close` it. It may be shared freely.',
    ],
    [],
    4,
  );
}
