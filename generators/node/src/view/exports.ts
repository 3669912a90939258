import { code } from '@sdkgen/codegen';
import { featuresOf } from '../features.ts';
import { identifier, string } from '../literals.ts';
import { type Context, header } from './context.ts';
import { hasServers } from './servers.ts';

/** What an SDK exports of its runtime, by module; a name that starts with a capital type only where it says so. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  call: ['ApiCall', 'type WithResponse'],
  core: ['type Connection'],
  collections: ['type NumberList'],
  'event-stream': ['EventStream', 'type StreamEvents'],
  failures: ['type Failure', 'Failures'],
  json: ['type JsonValue'],
  opentelemetry: ['type OpenTelemetryApi', 'type OpenTelemetrySpan', 'type OpenTelemetryTracer', 'openTelemetry'],
  options: ['type BulkOptions', 'type CallOptions', 'type CommonOptions', 'type StreamOptions'],
  paginator: ['Paginator'],
  telemetry: [...['type AttemptTrace', 'type CallAbout', 'type CallTrace', 'type Outcome', 'type Telemetry']],
  unions: ['UnknownVariant'],
};

/** The same for the parts that not every document needs. */
const BY_FEATURE: Readonly<Record<string, readonly string[]>> = {
  downloads: ['Download'],
  lines: ['type Items'],
  oauth2: ['type OAuth2Options'],
  webhooks: ['type Verifier', 'type WebhookHeaders'],
  uploads: ['type Octets', 'type Upload', 'type UploadFile'],
};

/** `index.ts`: all that users may import. */
export function indexView(context: Context) {
  const used = featuresOf(context.api).flatMap((name) => (BY_FEATURE[name] ? [[name, BY_FEATURE[name]] as const] : []));
  const modules = [...Object.entries(ALWAYS), ...used].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    ...header(context),
    exports: [
      ...modules.map(([module, names]) => exportOf(module, names)),
      ...(hasServers(context) ? [code`export * as servers from './servers.js';`] : []),
      ...(context.api.webhooks.length > 0 ? [code`export * as webhooks from './webhooks.js';`] : []),
    ],
  };
}

function exportOf(module: string, names: readonly string[]) {
  const onlyTypes = names.every((name) => name.startsWith('type '));
  const list = names.map((name) => {
    const bare = identifier(name.replace('type ', ''));
    return name.startsWith('type ') && !onlyTypes ? code`type ${bare}` : bare;
  });
  const joined = list.slice(1).reduce((text, name) => code`${text}, ${name}`, list[0] ?? code``);
  return code`export ${onlyTypes ? code`type ` : code``}{ ${joined} } from ${string(`./runtime/${module}.js`)};`;
}
