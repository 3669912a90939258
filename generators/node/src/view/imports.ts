import { code, Lexeme } from '@sdkgen/codegen';
import { identifier, string } from '../literals.ts';

type Kind = 'type' | 'value' | 'namespace' | 'type namespace';

/** Everything generated files import, by its name in the file: where from, and how. */
const MODULES: Readonly<Record<string, readonly [module: string, kind: Kind]>> = {
  codecs: ['./codecs.js', 'namespace'],
  ClientOptions: ['./connection.js', 'type'],
  connect: ['./connection.js', 'value'],
  endpoints: ['./endpoints.js', 'namespace'],
  models: ['./models.js', 'type namespace'],
  parameters: ['./params.js', 'type namespace'],
  sendInParts: ['./runtime/bulk.js', 'value'],
  ApiCall: ['./runtime/call.js', 'type'],
  Codec: ['./runtime/codec.js', 'type'],
  NumberList: ['./runtime/collections.js', 'type'],
  Connection: ['./runtime/core.js', 'type'],
  Core: ['./runtime/core.js', 'value'],
  CoreType: ['./runtime/core.js', 'type'],
  connectionOf: ['./runtime/core.js', 'value'],
  coreOf: ['./runtime/core.js', 'value'],
  Download: ['./runtime/downloads.js', 'type'],
  downloads: ['./runtime/downloads.js', 'namespace'],
  BulkEndpoint: ['./runtime/endpoint.js', 'type'],
  Endpoint: ['./runtime/endpoint.js', 'type'],
  PagedEndpoint: ['./runtime/endpoint.js', 'type'],
  StreamEndpoint: ['./runtime/endpoint.js', 'type'],
  EventStream: ['./runtime/event-stream.js', 'type'],
  Failures: ['./runtime/failures.js', 'type'],
  Answers: ['./runtime/fake.js', 'value'],
  fetchOf: ['./runtime/fake.js', 'value'],
  Nothing: ['./runtime/fake.js', 'value'],
  Octets: ['./runtime/fake.js', 'value'],
  SentRequest: ['./runtime/fake.js', 'value'],
  Stream: ['./runtime/fake.js', 'value'],
  fields: ['./runtime/fields.js', 'namespace'],
  openStream: ['./runtime/feed.js', 'value'],
  forms: ['./runtime/forms.js', 'namespace'],
  gzip: ['./runtime/gzip.js', 'namespace'],
  JsonValue: ['./runtime/json.js', 'type'],
  Items: ['./runtime/lines.js', 'type'],
  LinesEndpoint: ['./runtime/lines.js', 'type'],
  lines: ['./runtime/lines.js', 'namespace'],
  methods: ['./runtime/methods.js', 'namespace'],
  multipart: ['./runtime/multipart.js', 'namespace'],
  OAuth2Options: ['./runtime/oauth2.js', 'type'],
  oauth2: ['./runtime/oauth2.js', 'value'],
  BulkOptions: ['./runtime/options.js', 'type'],
  CallOptions: ['./runtime/options.js', 'type'],
  CommonOptions: ['./runtime/options.js', 'type'],
  StreamOptions: ['./runtime/options.js', 'type'],
  packed: ['./runtime/packed.js', 'namespace'],
  Paginator: ['./runtime/paginator.js', 'type'],
  paginate: ['./runtime/paginator.js', 'value'],
  basicAuth: ['./runtime/settings.js', 'value'],
  environment: ['./runtime/settings.js', 'value'],
  prefixed: ['./runtime/settings.js', 'value'],
  settingsOf: ['./runtime/settings.js', 'value'],
  styles: ['./runtime/styles.js', 'namespace'],
  Subscription: ['./runtime/subscription.js', 'type'],
  subscriptions: ['./runtime/subscription.js', 'namespace'],
  texts: ['./runtime/texts.js', 'namespace'],
  UnknownVariant: ['./runtime/unions.js', 'type'],
  Upload: ['./runtime/uploads.js', 'type'],
  uploads: ['./runtime/uploads.js', 'namespace'],
  received: ['./runtime/webhooks.js', 'value'],
  Verifier: ['./runtime/webhooks.js', 'type'],
  WebhookHeaders: ['./runtime/webhooks.js', 'type'],
  wire: ['./runtime/wire.js', 'namespace'],
  Plan: ['./runtime/xml.js', 'type'],
  xml: ['./runtime/xml.js', 'namespace'],
  plans: ['./xml-plans.js', 'namespace'],
};

/** Parts of the runtime that endpoints and codecs are made of. */
export const NAMESPACES: readonly string[] = [
  ...[
    'downloads',
    'fields',
    'forms',
    'gzip',
    'lines',
    'methods',
    'multipart',
    'packed',
    'styles',
    'texts',
    'uploads',
    'wire',
    'xml',
    'plans',
  ],
];

/** Types of the runtime that types of the document are made of. */
export const TYPES: readonly string[] = ['Download', 'Items', 'JsonValue', 'NumberList', 'UnknownVariant', 'Upload'];

/**
 * Import statements for what the printed lines use of the candidates, and for what the template itself does; sorted as the
 * linter wants.
 */
export function importsOf(
  lines: readonly Lexeme[],
  candidates: readonly string[],
  always: readonly string[] = [],
  root = '.',
): { imports: Lexeme[] } {
  const text = lines.map(withoutText).join('\n');
  const byModule = new Map<string, (readonly [name: string, kind: Kind])[]>();
  for (const [name, [module, kind]] of Object.entries(MODULES)) {
    if (!always.includes(name) && !(candidates.includes(name) && isUsed(text, name, kind))) continue;
    const key = kind.endsWith('namespace') ? `${module} *` : module;
    byModule.set(key, [...(byModule.get(key) ?? []), [name.replace(/Type$/, ''), kind]]);
  }
  return {
    imports: [...byModule].map(
      ([module, names]) => code`import ${clause(names)} from ${string(module.replace(' *', '').replace('.', root))};`,
    ),
  };
}

/** A member of the same name, as in `{ models: … }` or `x.models`, is no use of the import; `...models` is. */
function isUsed(text: string, name: string, kind: Kind): boolean {
  const after = kind.endsWith('namespace') ? '\\.' : '(?![\\w$]|\\??:)';
  return new RegExp(`(?<![\\w$]|[^.]\\.)${name}${after}`).test(text);
}

/** Text of the document, in comments and strings, is not a mention. */
function withoutText(line: Lexeme): string {
  if (/^\s*(?:\/\*|\*|\/\/)/.test(`${line}`)) return '';
  return `${line}`
    .replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/`(?:[^`\\]|\\.)*`/g, (template) => template.match(/\$\{[^}]*\}/g)?.join(' ') ?? '');
}

function clause(names: readonly (readonly [name: string, kind: Kind])[]): Lexeme {
  const [[name, kind] = ['', 'value']] = names;
  if (kind === 'namespace') return code`* as ${identifier(name)}`;
  if (kind === 'type namespace') return code`type * as ${identifier(name)}`;
  const onlyTypes = names.every(([, each]) => each === 'type');
  const list = names.map(([each, how]) =>
    how === 'type' && !onlyTypes ? code`type ${identifier(each)}` : identifier(each),
  );
  return code`${onlyTypes ? code`type ` : code``}{ ${Lexeme.join(list, ', ')} }`;
}
