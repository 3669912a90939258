import { code, Lexeme } from '@sdkgen/codegen';
import { identifier, string } from '../literals.ts';

type Kind = 'type' | 'value' | 'namespace' | 'type namespace';

/** Everything generated files import, by its name in the file: where from, and how. */
const MODULES: Readonly<Record<string, readonly [module: string, kind: Kind]>> = {
  codecs: ['./codecs.js', 'namespace'],
  endpoints: ['./endpoints.js', 'namespace'],
  models: ['./models.js', 'type namespace'],
  parameters: ['./params.js', 'type namespace'],
  sendInParts: ['./runtime/bulk.js', 'value'],
  Codec: ['./runtime/codec.js', 'type'],
  NumberList: ['./runtime/collections.js', 'type'],
  Core: ['./runtime/core.js', 'value'],
  BulkEndpoint: ['./runtime/endpoint.js', 'type'],
  Endpoint: ['./runtime/endpoint.js', 'type'],
  PagedEndpoint: ['./runtime/endpoint.js', 'type'],
  StreamEndpoint: ['./runtime/endpoint.js', 'type'],
  EventStream: ['./runtime/event-stream.js', 'type'],
  Failures: ['./runtime/failures.js', 'type'],
  openStream: ['./runtime/feed.js', 'value'],
  JsonValue: ['./runtime/json.js', 'type'],
  BulkOptions: ['./runtime/options.js', 'type'],
  CallOptions: ['./runtime/options.js', 'type'],
  CommonOptions: ['./runtime/options.js', 'type'],
  StreamOptions: ['./runtime/options.js', 'type'],
  Paginator: ['./runtime/paginator.js', 'type'],
  paginate: ['./runtime/paginator.js', 'value'],
  basicAuth: ['./runtime/settings.js', 'value'],
  bearer: ['./runtime/settings.js', 'value'],
  environment: ['./runtime/settings.js', 'value'],
  settingsOf: ['./runtime/settings.js', 'value'],
  UnknownVariant: ['./runtime/unions.js', 'type'],
  wire: ['./runtime/wire.js', 'namespace'],
};

/** Import statements for what the printed lines mention, and for what the template itself does; sorted as the linter wants. */
export function importsOf(lines: readonly Lexeme[], always: readonly string[] = []): { imports: Lexeme[] } {
  const words = new Set(
    lines
      .map(withoutStrings)
      .join('\n')
      .match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu),
  );
  const byModule = new Map<string, (readonly [name: string, kind: Kind])[]>();
  for (const [name, [module, kind]] of Object.entries(MODULES)) {
    if (!words.has(name) && !always.includes(name)) continue;
    byModule.set(module, [...(byModule.get(module) ?? []), [name, kind]]);
  }
  return { imports: [...byModule].map(([module, names]) => code`import ${clause(names)} from ${string(module)};`) };
}

/** Text of the document, in strings, is not a mention. */
function withoutStrings(line: Lexeme): string {
  return `${line}`.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
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
