import type { Language, RenderedFile, RenderInput } from '@sdkgen/codegen';
import { compatibility } from './compatibility.ts';
import { xmlTypes } from './features.ts';
import { loadFormatter } from './formatter.ts';
import { defaultNames, settleNames } from './names.ts';
import { optionalRuntime } from './optional.ts';
import { publication } from './publication.ts';
import { surface } from './surface.ts';
import { toolchain } from './toolchain.ts';
import { clientView } from './view/client.ts';
import { contractView } from './view/contract.ts';
import { driverFiles } from './view/driver.ts';
import { exceptionsView } from './view/exceptions.ts';
import { inputsView } from './view/inputs.ts';
import { modelsModules } from './view/models-in-parts.ts';
import type { Source } from './view/module.ts';
import { packageView } from './view/package.ts';
import { readmeViewOf } from './view/readme.ts';
import { requestsView } from './view/requests.ts';
import { rootView, testShimView } from './view/root.ts';
import { hasServers, serversView } from './view/servers.ts';
import { testingView } from './view/testing.ts';
import { webhooksView } from './view/webhooks.ts';
import { xmlView } from './view/xml.ts';

/** The Python target: one package with a blocking and an asynchronous client. */
export const python: Language = {
  id: 'python',
  title: 'Python',
  templates: new URL('../../../templates/python/', import.meta.url),
  runtime: ({ module }) => [
    { from: 'runtime', to: `src/${module}/_runtime` },
    { from: 'tests', to: 'tests' },
    { from: 'otel.py', to: `src/${module}/otel.py` },
    { from: '../shared/spans.json', to: 'tests/spans.json' },
    { from: 'py.typed', to: `src/${module}/py.typed` },
  ],
  defaultNames,
  render,
  formatter: loadFormatter,
  toolchain,
  surface,
  publication,
  compatibility,
  mutations: async () => (await import('./mutants.ts')).mutants,
};

function render(input: RenderInput): RenderedFile[] {
  const { api, names, config, runtime } = input;
  const py = settleNames({ api, names, baseError: config.baseError, runtime, credentialNames: config.credentials });
  const source: Source = { ...input, py };
  const module = (name: string) => `src/${names.module}/${name}.py`;
  const file = (path: string, template: string, view: object) => ({ path, text: input.render(template, view) });
  const readme = readmeViewOf(source);
  return [
    file('pyproject.toml', 'pyproject', packageView(source)),
    file('README.md', 'readme', readme),
    file('CHANGELOG.md', 'changelog', readme),
    file(module('__init__'), 'init', rootView(source)),
    file(module('_contract'), 'contract', contractView(source)),
    file(module('exceptions'), 'exceptions', exceptionsView(source)),
    ...modelsModules(source).map(({ name, view }) => file(module(name), 'models', view)),
    file(module('_inputs'), 'inputs', inputsView(source)),
    file(module('_requests'), 'requests', requestsView(source)),
    file(module('_client'), 'client', clientView(source, 'sync')),
    file(module('_async_client'), 'client', clientView(source, 'async')),
    file('tests/sdk.py', 'sdk', testShimView(source)),
    ...(api.operations.length > 0 ? [file(module('testing'), 'testing', testingView(source))] : []),
    ...(hasServers(api) ? [file(module('servers'), 'servers', serversView(source))] : []),
    ...(api.webhooks.length > 0 ? [file(module('webhooks'), 'webhooks', webhooksView(source))] : []),
    ...(xmlTypes(api).length > 0 ? [file(module('_xml'), 'xml', xmlView(source))] : []),
    ...optionalRuntime(source),
    ...driverFiles(source),
  ];
}
