import { code, type Lexeme, pascal, type RenderInput } from '@sdkgen/codegen';
import { type Api, type ClientHeader, type Credential, nameOf, packsFloats, unreachable } from '@sdkgen/ir';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import { exported, type Names } from '../names.ts';
import { documented } from './prose.ts';
import { defaultUrl } from './servers.ts';

export interface ClientView {
  readonly module: Lexeme;
  readonly runtimeImport: Lexeme;
  readonly client: Lexeme;
  readonly title: Lexeme;
  readonly version: Lexeme;
  readonly userAgent: Lexeme;
  readonly base: Lexeme;
  readonly urlDoc: Lexeme;
  readonly hasUrlEnv: boolean;
  readonly urlEnv: Lexeme;
  readonly hasServer: boolean;
  readonly server: Lexeme;
  /** Whether the API has lists of floats that may be packed. */
  readonly hasPacking: boolean;
  readonly credentials: readonly CredentialView[];
  readonly headers: readonly {
    readonly doc: Lexeme;
    readonly option: Lexeme;
    readonly parameter: Lexeme;
    readonly wire: Lexeme;
  }[];
}

export interface CredentialView {
  readonly doc: Lexeme;
  readonly option: Lexeme;
  readonly scheme: Lexeme;
  readonly place: Lexeme;
  readonly wire: Lexeme;
  /** The header's or parameter's value, of `secret`. */
  readonly value: Lexeme;
  readonly isBasic: boolean;
  /** Tokens may be fetched with what these options take. */
  readonly isOAuth2: boolean;
  readonly clientDoc: Lexeme;
  readonly clientOption: Lexeme;
  readonly tokenURL: Lexeme;
  readonly refreshDoc: Lexeme;
  readonly refreshOption: Lexeme;
  readonly refreshURL: Lexeme;
  readonly hasEnv: boolean;
  readonly env: Lexeme;
}

/** What a client is configured with: one option a credential, one a header set once. */
export function clientView({ api, config, names }: RenderInput, taken: Names): ClientView {
  const server = usualServer(api);
  return {
    module: identifier(names.module),
    runtimeImport: code``,
    client: identifier(names.client),
    title: stringLiteral(config.title),
    version: stringLiteral(config.version),
    userAgent: stringLiteral(`${config.userAgent}-go/${config.version}`),
    base: identifier(config.baseError),
    urlDoc: docComment([
      ['WithURL sets where the server is.', 'Without it:', urlSources(config.urlEnv, server), '.']
        .join(' ')
        .replace(' .', '.'),
    ]),
    hasUrlEnv: config.urlEnv !== null,
    urlEnv: stringLiteral(config.urlEnv ?? ''),
    hasServer: server !== null,
    server: stringLiteral(server ?? ''),
    hasPacking: packsFloats(api),
    credentials: api.credentials.map((credential) =>
      credentialView(credential, config.credentials[credential.scheme], taken),
    ),
    headers: api.clientHeaders.map((header) => headerView(header, taken)),
  };
}

/** Where calls go when the user names no server: where all have one of their own, any of those does. */
function usualServer({ serverUrl, operations }: Api): string | null {
  if (absolute(serverUrl)) return serverUrl;
  const own = operations.map(({ server }) => server && defaultUrl(server));
  return own.length > 0 && own.every(absolute) ? (own[0] ?? null) : null;
}

/** A server the document names by a path alone is nowhere by itself. */
function absolute(url: string | null): boolean {
  return url !== null && /^https?:\/\//.test(url);
}

function urlSources(env: string | null, server: string | null): string {
  const sources = [env && `the environment variable ${env}`, absolute(server) && server].filter(Boolean);
  return sources.length > 0 ? sources.join(', else ') : 'NewClient refuses';
}

function credentialView(
  credential: Credential,
  configured: RenderInput['config']['credentials'][string] | undefined,
  taken: Names,
): CredentialView {
  const name = configured ? nameOf(configured.name) : credential.name;
  const option = taken.claim(`With${exported(name)}`);
  const env = configured?.env ?? null;
  return {
    doc: documented(option, [
      `${option} sets a credential: ${credential.description || `${pascal(name)}.`}`.slice(option.length + 1),
      env ? `Without it the environment variable ${env} is read. It is never printed.` : 'It is never printed.',
    ]),
    option: identifier(option),
    scheme: stringLiteral(credential.scheme),
    ...placeOf(credential),
    isBasic: credential.kind === 'basic',
    ...grantsOf(credential, option, taken),
    hasEnv: env !== null && credential.kind !== 'basic',
    env: stringLiteral(env ?? ''),
  };
}

/** The options that fetch tokens instead of being given one. */
function grantsOf(
  credential: Credential,
  option: string,
  taken: Names,
): Pick<
  CredentialView,
  'isOAuth2' | 'clientDoc' | 'clientOption' | 'tokenURL' | 'refreshDoc' | 'refreshOption' | 'refreshURL'
> {
  const isOAuth2 = credential.kind === 'oauth2';
  const client = isOAuth2 ? taken.claim(`${option}ClientCredentials`) : '_';
  const refresh = isOAuth2 ? taken.claim(`${option}RefreshToken`) : '_';
  const url = isOAuth2 ? credential.tokenUrl : null;
  return {
    isOAuth2,
    clientDoc: docComment([
      `${client} fetches tokens with the client's own credentials when they are needed, and keeps them while they hold.`,
    ]),
    clientOption: identifier(client),
    tokenURL: stringLiteral(url ?? ''),
    refreshDoc: docComment([`${refresh} fetches tokens with another token when they are needed.`]),
    refreshOption: identifier(refresh),
    refreshURL: stringLiteral((isOAuth2 && credential.refreshUrl) || url || ''),
  };
}

function placeOf(credential: Credential): Pick<CredentialView, 'place' | 'wire' | 'value'> {
  switch (credential.kind) {
    case 'api-key':
      return { place: stringLiteral(credential.in), wire: stringLiteral(credential.wire), value: code`secret` };
    case 'bearer':
      return { place: stringLiteral('header'), wire: stringLiteral('Authorization'), value: code`"Bearer " + secret` };
    case 'http':
      return {
        place: stringLiteral('header'),
        wire: stringLiteral('Authorization'),
        value: code`${stringLiteral(`${credential.authScheme} `)} + secret`,
      };
    case 'oauth2':
      return { place: stringLiteral('header'), wire: stringLiteral('Authorization'), value: code`"Bearer " + secret` };
    case 'basic':
      return { place: stringLiteral('header'), wire: stringLiteral('Authorization'), value: code`secret` };
    default:
      return unreachable(credential);
  }
}

function headerView(header: ClientHeader, taken: Names): ClientView['headers'][number] {
  const option = taken.claim(`With${exported(header.name)}`);
  return {
    doc: docComment([`${option} sets a header of every call. ${header.docs.description || header.docs.summary}`]),
    option: identifier(option),
    parameter: identifier('value'),
    wire: stringLiteral(header.name.wire),
  };
}
