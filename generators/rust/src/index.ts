import type { Language, RenderInput } from '@sdkgen/codegen';
import { compatibility } from './compatibility.ts';
import { driverFiles } from './driver/index.ts';
import { namesOf } from './names.ts';
import { publication } from './publication.ts';
import { recursionOf } from './recursion.ts';
import { reference } from './reference.ts';
import { surface } from './surface/tool.ts';
import { toolchain } from './toolchain.ts';
import { clientFile } from './view/client.ts';
import { contractFile } from './view/contract.ts';
import { crateFiles } from './view/crate.ts';
import { errorFile } from './view/errors.ts';
import { lockFile } from './view/lock.ts';
import { modelFiles } from './view/models.ts';
import { operationFiles } from './view/operations.ts';
import { readmeFiles } from './view/readme.ts';
import { runtimeFiles } from './view/runtime.ts';
import { serverFiles } from './view/servers.ts';
import { testingFiles } from './view/testing.ts';
import { webhookFiles } from './view/webhooks.ts';
import { xmlFiles } from './view/xml.ts';

const TEMPLATES = new URL('../../../templates/rust/', import.meta.url);

export const rust: Language = {
  id: 'rust',
  title: 'Rust',
  templates: TEMPLATES,
  // Rendered with the rest: which parts there are depends on the document.
  runtime: () => [],
  defaultNames: (words) => ({
    package: `${words.join('-')}-client`,
    module: `${words.join('_')}_client`,
    client: 'Client',
    asyncClient: '',
  }),
  render(input: RenderInput) {
    const names = namesOf(input.api, input.config, input.names.client);
    const recursion = recursionOf(input.api);
    return [
      ...crateFiles(input, names, recursion),
      lockFile(input, TEMPLATES),
      ...readmeFiles(input, names, recursion),
      clientFile(input, names),
      contractFile(input),
      ...runtimeFiles(input, TEMPLATES),
      ...serverFiles(input),
      ...webhookFiles(input, names, recursion),
      ...xmlFiles(input, names),
      ...testingFiles(input, names, recursion, TEMPLATES),
      errorFile(input),
      ...modelFiles(input, names, recursion),
      ...operationFiles(input, names, recursion),
      ...driverFiles(input, names, recursion, TEMPLATES),
    ];
  },
  // There is none to run here: templates print what it would, and a check holds them to it.
  formatter: () => null,
  toolchain: { ...toolchain, reference },
  surface,
  publication,
  compatibility,
  mutations: async () => (await import('./mutants.ts')).mutants,
};
