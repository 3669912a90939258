import { code, type Lexeme, type RuntimeContract } from '@sdkgen/codegen';
import { type Credential, unreachable } from '@sdkgen/ir';
import { type Described, documented } from '../docstrings.ts';
import type { Imports } from '../imports.ts';
import { identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { Source } from './module.ts';

/** The constructor of a client: what the document lets be set once, and the limits of the contract. */
export function clientOptionViews(source: Source, imports: Imports) {
  const { api, config, py, runtime } = source;
  const credentials = api.credentials.map((credential) => credentialView(credential, source));
  const headers = api.clientHeaders.map(({ name, docs }) => ({
    name: identifier(py.clientHeaders.get(name.wire) ?? ''),
    wire: stringLiteral(name.wire.toLowerCase()),
    text: docs.description || docs.summary || `The header ${name.wire}.`,
  }));
  imports.from('._runtime.settings', 'settings');
  if (credentials.length > 0) imports.from('._runtime.settings', 'Credential');
  if (credentials.some(({ hasEnv }) => hasEnv) || config.urlEnv) imports.from('._runtime.settings', 'from_environment');
  return {
    credentials,
    headers,
    hasUrlEnv: config.urlEnv !== null,
    urlEnv: stringLiteral(config.urlEnv ?? ''),
    hasServerUrl: api.serverUrl !== null,
    serverUrl: stringLiteral(api.serverUrl ?? ''),
    timeout: numberLiteral(runtime.timeouts.total),
    constructorDoc: constructorDoc(source, [...credentials, ...headers], runtime),
    classDoc: classDoc(source),
  };
}

function credentialView(credential: Credential, { config, py }: Source) {
  const env = config.credentials[credential.scheme]?.env ?? null;
  const name = py.credentials.get(credential.scheme) ?? '';
  return {
    name: identifier(name),
    scheme: stringLiteral(credential.scheme),
    hasEnv: env !== null,
    env: stringLiteral(env ?? ''),
    hasPair: credential.kind === 'basic',
    type: credential.kind === 'basic' ? code`tuple[str, str]` : code`str`,
    ...placeOf(credential),
    text: `${credential.description || `The credential ${credential.scheme}.`}${env ? ` Default: the environment variable ${env}.` : ''}`,
  };
}

function placeOf(credential: Credential): { place: Lexeme; wire: Lexeme; convert: Lexeme } {
  const authorization = { place: stringLiteral('header'), wire: stringLiteral('authorization') };
  switch (credential.kind) {
    case 'api-key':
      return { place: stringLiteral(credential.in), wire: stringLiteral(credential.wire), convert: code`plain` };
    case 'bearer':
      return { ...authorization, convert: code`bearer` };
    case 'basic':
      return { ...authorization, convert: code`basic` };
    case 'http':
    case 'oauth2':
      return { ...authorization, convert: code`bearer` };
    default:
      return unreachable(credential);
  }
}

function constructorDoc(
  { api, config, py }: Source,
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
    { name: 'transport', text: 'What carries the requests, instead of the one that comes with this package.' },
  ];
  const raises = [{ name: 'InvalidArgumentError', text: 'If there is no URL, or something given cannot be sent.' }];
  void py;
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
