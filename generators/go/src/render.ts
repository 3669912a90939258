import type { RenderedFile, RenderInput } from '@sdkgen/codegen';
import { runtimeFiles } from './runtime.ts';
import { contractView } from './view/contract.ts';
import { driverFiles } from './view/driver.ts';
import { errorsView } from './view/errors.ts';
import { fakeFiles } from './view/fake.ts';
import { moduleView } from './view/module.ts';
import { otelFiles } from './view/otel.ts';
import { type Package, packageView } from './view/package.ts';
import { exampleFileView, goReadmeView } from './view/readme.ts';
import { xmlTables } from './view/xml.ts';

/** Every file of the module that is not copied. */
export function renderGo(input: RenderInput): RenderedFile[] {
  const view = packageView(input);
  const { common, files, declared } = view;
  const file = (path: string, template: string, data: object): RenderedFile => ({
    path,
    text: input.render(template, { ...common, ...data }),
  });
  const readme = goReadmeView(input, view);
  const hasSockets = view.types.used.has('websocket');
  return [
    file('go.mod', 'go.mod', { ...moduleView(input), hasSockets }),
    ...(hasSockets ? [file('go.sum', 'go.sum', {})] : []),
    file('doc.go', 'doc.go', moduleView(input)),
    file('internal/core/contract.go', 'contract.go', {
      ...contractView(input.runtime),
      hasSockets,
      isCompressing: view.isCompressing,
    }),
    file('client.go', 'client.go', moduleView(input)),
    file('options.go', 'options.go', { ...readme.behaviour, hasEnv: common.credentials.some(({ hasEnv }) => hasEnv) }),
    file('call_options.go', 'call_options.go', {}),
    file('errors.go', 'errors.go', errorsView(input)),
    file('tracing.go', 'tracing.go', {}),
    file('response.go', 'response.go', { hasSockets }),
    file('calls.go', 'calls.go', { ...helperFlags(view), hasSockets }),
    ...(view.failures.length > 0 ? [file('error_bodies.go', 'error_bodies.go', view)] : []),
    ...scalarFiles(view, file),
    ...optionalFiles(view, file),
    ...(declared.enums.length > 0 ? [file('enums.go', 'enums.go', declared)] : []),
    ...modelFiles(view, file),
    ...files.map((operations) => file(`${operations.stem}_operations.go`, 'operations.go', operations)),
    file('example_test.go', 'example_test.go', exampleFileView(input, view)),
    ...otelFiles(input, view),
    ...fakeFiles(input, view),
    ...driverFiles(input, view),
    { path: 'README.md', text: input.render('readme', readme) },
    { path: 'CHANGELOG.md', text: input.render('changelog', readme) },
  ];
}

type MakeFile = (path: string, template: string, data: object) => RenderedFile;

function modelFiles({ declared }: Package, file: MakeFile): RenderedFile[] {
  const { models, unions, aliases, tuples, judged } = declared;
  if (models.length + unions.length + tuples.length + aliases.length === 0) return [];
  const hasCodecs =
    models.length + unions.length + tuples.length + judged.length > 0 || aliases.some(({ isCyclic }) => isCyclic);
  return [
    file('models.go', 'models.go', declared),
    ...(hasCodecs ? [file('models_json.go', 'models_json.go', declared)] : []),
  ];
}

/** Types of our own that only some documents need. */
function scalarFiles({ types }: Package, file: MakeFile): RenderedFile[] {
  const [hasDate, hasDecimal, hasNullable] = ['Date', 'Decimal', 'Nullable'].map((name) => types.used.has(name));
  const values = file('values.go', 'values.go', { hasNullable });
  return hasDate || hasDecimal ? [values, file('scalars.go', 'scalars.go', { hasDate, hasDecimal })] : [values];
}

/** What only some documents need, types of ours and parts of the runtime. */
function optionalFiles(view: Package, file: MakeFile): RenderedFile[] {
  const { types, helpers, common, files, servers, webhooks } = view;
  const hasFile = types.used.has('File');
  const hasRead = hasFile && helpers.has('performBy');
  const features = new Set(types.used);
  if (hasFile) for (const feature of ['form', 'multipart', 'upload']) features.add(feature);
  if (helpers.has('performBy')) features.add('answers');
  if (helpers.has('performBy') || helpers.has('performText')) features.add('text');
  if (types.used.has('Download')) features.add('download');
  if (files.some(({ operations }) => operations.some(({ hasHeaders }) => hasHeaders))) features.add('headers');
  if (common.credentials.some(({ isOAuth2 }) => isOAuth2)) features.add('oauth2');
  if (types.used.has('XML')) features.add('xml');
  if (webhooks.length > 0) features.add('webhook');
  if (view.isCompressing) features.add('gzip');
  const tables = features.has('xml') ? xmlTables(types) : [];
  return [
    ...(servers.length > 0
      ? [file('servers.go', 'servers.go', { servers, hasVariables: servers.some((server) => server.hasVariables) })]
      : []),
    ...(webhooks.length > 0 ? [file('webhooks.go', 'webhooks.go', { webhooks, imports: view.webhookImports })] : []),
    ...(tables.length > 0 ? [file('xml.go', 'xml.go', { tables })] : []),
    ...(features.has('oauth2') ? [file('credentials.go', 'credentials.go', {})] : []),
    ...(hasFile ? [file('files.go', 'files.go', { hasRead })] : []),
    ...(types.used.has('sequence') ? [file('sequence.go', 'sequence.go', common)] : []),
    ...(types.used.has('Download') ? [file('download.go', 'download.go', common)] : []),
    ...runtimeFiles(features),
  ];
}

function helperFlags({ helpers }: Package): Record<string, boolean> {
  return {
    hasDecoded: helpers.has('perform'),
    hasNothing: helpers.has('performNothing'),
    hasBy: helpers.has('performBy'),
    hasDownload: helpers.has('performDownload'),
    hasText: helpers.has('performText'),
    hasStreaming: helpers.has('events'),
    hasLines: helpers.has('lines'),
    hasIterators: helpers.has('events') || helpers.has('lines'),
  };
}
