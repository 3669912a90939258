import { type Language, pascal, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { compatibility } from './compatibility.ts';
import { driverFiles } from './driver.ts';
import { featureFiles } from './features.ts';
import { createFormat } from './formatter.ts';
import { publication } from './publication.ts';
import { surface } from './surface/tool.ts';
import { toolchain } from './toolchain.ts';
import { callsView, clientView, connectionView } from './view/client.ts';
import { codecsView } from './view/codecs.ts';
import { type Context, contextOf } from './view/context.ts';
import { contractView } from './view/contract.ts';
import { endpointsView } from './view/endpoints.ts';
import { errorRulesView, errorsView } from './view/errors.ts';
import { indexView } from './view/exports.ts';
import { modelsView } from './view/models.ts';
import { packageView } from './view/package.ts';
import { paramsView } from './view/parameters.ts';
import { nodeReadmeView } from './view/readme.ts';
import { hasServers, serversView } from './view/servers.ts';
import { testingView } from './view/testing.ts';
import { webhooksView } from './view/webhooks.ts';
import { usesXml, xmlPlansView } from './view/xml-plans.ts';

/** Every rendered file: its template, its path, and what it prints. */
const FILES: readonly (readonly [template: string, path: string, view: (context: Context) => object])[] = [
  ['readme', 'README.md', nodeReadmeView],
  ['changelog', 'CHANGELOG.md', nodeReadmeView],
  ['package.json', 'package.json', packageView],
  ['package-lock.json', 'package-lock.json', packageView],
  ['calls', 'src/calls.ts', callsView],
  ['client', 'src/client.ts', clientView],
  ['codecs', 'src/codecs.ts', codecsView],
  ['connection', 'src/connection.ts', connectionView],
  ['contract', 'src/contract.ts', contractView],
  ['endpoints', 'src/endpoints.ts', endpointsView],
  ['error-rules', 'src/error-rules.ts', errorRulesView],
  ['errors', 'src/errors.ts', errorsView],
  ['index', 'src/index.ts', indexView],
  ['models', 'src/models.ts', modelsView],
  ['params', 'src/params.ts', paramsView],
  ['testing', 'src/testing.ts', testingView],
];

/** Rendered only where there is something to say. */
const OPTIONAL: readonly {
  readonly name: string;
  isNeeded(context: Context): boolean;
  view(context: Context): object;
}[] = [
  { name: 'servers', isNeeded: hasServers, view: serversView },
  { name: 'webhooks', isNeeded: ({ api }) => api.webhooks.length > 0, view: webhooksView },
  { name: 'xml-plans', isNeeded: ({ api }) => usesXml(api), view: xmlPlansView },
];

function render(input: RenderInput): RenderedFile[] {
  const context = contextOf(input);
  return [
    ...FILES.map(([template, path, view]) => ({ path, text: input.render(template, view(context)) })),
    ...OPTIONAL.filter(({ isNeeded }) => isNeeded(context)).map(({ name, view }) => ({
      path: `src/${name}.ts`,
      text: input.render(name, view(context)),
    })),
    ...featureFiles(input.api),
    ...(input.driver ? driverFiles(context) : []),
  ];
}

/** TypeScript for Node.js and every other platform with `fetch`. */
export const node: Language = {
  id: 'node',
  title: 'Node.js',
  templates: new URL('../../../templates/node/', import.meta.url),
  runtime: () => [
    { from: 'runtime', to: 'src/runtime' },
    { from: 'test', to: 'test' },
    { from: '../shared/spans.json', to: 'test/spans.json' },
    { from: 'package', to: '.' },
  ],
  defaultNames: (words) => {
    const name = words.join('-');
    return {
      package: `${name}-client`,
      module: `${name}-client`,
      client: `${pascal({ wire: name, words })}Client`,
      asyncClient: '',
    };
  },
  render,
  formatter: createFormat,
  toolchain,
  surface,
  publication,
  compatibility,
  mutations: async () => (await import('./mutants.ts')).mutants,
};
