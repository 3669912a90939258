import {
  code,
  headerLines,
  type Lexeme,
  PACKED_FLOATS_DOC,
  prose,
  type RenderedFile,
  type RenderInput,
  Scope,
} from '@sdkgen/codegen';
import { type Credential, nameOf, packsFloats } from '@sdkgen/ir';
import { snakeCase } from '../casing.ts';
import { call, useOf } from '../layout/index.ts';
import { docComment, identifier, lineComment, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import { OPTIONS } from '../reserved.ts';
import { paragraphsOf } from './prose.ts';

/** The client and its options. */
export function clientFile(input: RenderInput, names: Names): RenderedFile {
  const { api, config, runtime, render } = input;
  const options = optionsOf(input);
  const { timeouts, retries } = runtime;
  const view = {
    header: lineComment(headerLines(input)),
    docs: docComment([
      `A client of ${config.title}. Cheap to clone: clones share their connections, and may be used from many tasks at a time.`,
    ]),
    uses: useOf('crate::runtime', usedOf(input)),
    client: identifier(names.client),
    builder: identifier(names.builder),
    urlDocs: docComment([`Where the server is. ${urlDefaults(input)}`], 4),
    credentials: options.credentials,
    headers: options.headers,
    variables: options.variables,
    hasVariables: options.variables.length > 0,
    defaultUrl: call(code`settings.default_url`, [optional(config.urlEnv), optional(api.serverUrl)], code`;`, 8),
    timeouts: {
      connect: docComment([`How long connecting may take. Default: ${timeouts.connect} s.`], 4),
      read: docComment(
        [
          `How long a call may be without a byte. Default: ${timeouts.read.query} s for what only reads, ${timeouts.read.write} s for what writes.`,
        ],
        4,
      ),
      idle: docComment([`How long a stream may be without a byte. Default: ${timeouts.read.stream} s.`], 4),
      total: docComment(
        [
          `How long a call may take, retries and waits included. Default: ${timeouts.total} s; streams may go on for ever.`,
        ],
        4,
      ),
    },
    hasPacking: packsFloats(api),
    packedFloats: docComment([PACKED_FLOATS_DOC], 4),
    retries: docComment([`How often a request is sent again at most. Default: ${retries.max_retries}.`], 4),
  };
  return { path: 'src/client.rs', text: render('client', view) };
}

function usedOf({ api: { credentials } }: RenderInput): string[] {
  const hasOAuth = credentials.some(({ kind }) => kind === 'oauth2');
  const hasOthers = credentials.some(({ kind }) => kind !== 'oauth2');
  return ['Core', 'Secret', 'Settings', ...(hasOthers ? ['Attached'] : []), ...(hasOAuth ? ['OAuth'] : [])];
}

export interface Options {
  readonly credentials: readonly object[];
  readonly headers: readonly object[];
  readonly variables: readonly object[];
}

/** The builder's methods for credentials, by scheme. */
export function credentialNames({ api, config }: RenderInput, scope = new Scope(OPTIONS)): Map<string, string> {
  return new Map(
    api.credentials.map(({ scheme, name }) => {
      const given = config.credentials[scheme];
      return [scheme, scope.claim(snakeCase(given ? nameOf(given.name) : name))];
    }),
  );
}

function optionsOf(input: RenderInput): Options {
  const { api, config } = input;
  const scope = new Scope(OPTIONS);
  const names = credentialNames(input, scope);
  const credentials = api.credentials.map((credential) => ({
    credential,
    name: identifier(names.get(credential.scheme) ?? ''),
    env: config.credentials[credential.scheme]?.env ?? null,
  }));
  return {
    credentials: credentials.map(({ credential, name, env }) => ({
      name,
      isBasic: credential.kind === 'basic',
      isOAuth: credential.kind === 'oauth2',
      isOne: credential.kind !== 'basic' && credential.kind !== 'oauth2',
      grant: grantOf(credential),
      docs: docComment(
        [
          prose(credential.description) || `The credential \`${credential.scheme}\`.`,
          ...(env ? [`Read from \`${env}\` when not given.`] : []),
        ],
        4,
      ),
      statement: call(code`settings.credential`, [stringLiteral(credential.scheme), attached(credential)], code`;`, 8),
    })),
    headers: api.clientHeaders.map(({ name, docs }) => ({
      name: identifier(scope.claim(snakeCase(name))),
      wire: stringLiteral(name.wire),
      docs: docComment(paragraphsOf(docs, `The header \`${name.wire}\` of every request.`), 4),
    })),
    variables: credentials
      .filter(({ credential, env }) => env && credential.kind !== 'basic')
      .map(({ name, env }) => ({
        name,
        look: call(code`let value = Settings::from_environment`, [code`is_bare`, stringLiteral(env ?? '')], code`;`, 8),
      })),
  };
}

function attached(credential: Credential): Lexeme {
  switch (credential.kind) {
    case 'oauth2':
      return code`attached`;
    case 'bearer':
      return code`Attached::Scheme("Bearer", secret)`;
    case 'basic':
      return code`Attached::Scheme("Basic", secret)`;
    case 'http':
      return code`Attached::Scheme(${stringLiteral(credential.authScheme)}, secret)`;
    case 'api-key': {
      const place = identifier({ header: 'Header', query: 'Query', cookie: 'Cookie' }[credential.in]);
      return code`Attached::${place}(${stringLiteral(credential.wire)}, secret)`;
    }
  }
}

/** What is sent for OAuth depends on what was given, and on where the document says tokens come from. */
function grantOf(credential: Credential): Lexeme {
  if (credential.kind !== 'oauth2') return code``;
  const urls = [optional(credential.tokenUrl), optional(credential.refreshUrl)];
  return call(code`let attached = OAuth::attach`, [code`value.into()`, ...urls], code`;`, 8);
}

function optional(text: string | null): Lexeme {
  return text === null ? code`None` : code`Some(${stringLiteral(text)})`;
}

function urlDefaults({ config, api }: RenderInput): string {
  const sources = [config.urlEnv && `\`${config.urlEnv}\``, api.serverUrl && `\`${api.serverUrl}\``].filter(Boolean);
  return sources.length > 0 ? `Default: ${sources.join(', else ')}.` : '';
}
