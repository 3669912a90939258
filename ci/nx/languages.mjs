// Tells Nx of one project for each language, with what parity needs of it: an edit of a template, a generator or an SDK is one of
// its language alone, and only that is read and run again.

const FOLDERS = { templates: '', generators: '-generator', sdks: '-sdk' };
/** What every language depends on, and what depends on none: what imports all languages would tie each to the others. */
const SHARED = [
  'generators/codegen',
  'generators/ir',
  'generators/document',
  'templates/shared',
  'spec',
  'packages/server',
  'packages/engine',
];
const nameOf = (root) => root.replace('/', '-');

export const createNodesV2 = [
  'generators/cli/src/languages.ts',
  async (files) => {
    const { languageIds } = await import('../../generators/cli/src/languages.ts');
    const shared = Object.fromEntries(SHARED.map((root) => [root, { name: nameOf(root), root, targets: {} }]));
    return files.map((file) => [file, { projects: Object.assign(shared, ...languageIds.map(projectsOf)) }]);
  },
];

/** The language's own project stands on its templates; its generator and its SDK are what it depends on. */
function projectsOf(id) {
  const names = Object.entries(FOLDERS).map(([folder, suffix]) => [`${folder}/${id}`, `${id}${suffix}`]);
  const others = names.map(([, name]) => name).filter((name) => name !== id);
  return Object.fromEntries(
    names.map(([root, name]) => [
      root,
      name === id
        ? {
            name,
            root,
            tags: ['language'],
            implicitDependencies: [...SHARED.map(nameOf), ...others],
            targets: targetsOf(id),
          }
        : { name, root, targets: {} },
    ]),
  );
}

function targetsOf(id) {
  const own = [`{workspaceRoot}/sdks/${id}/**`, `{workspaceRoot}/templates/${id}/**`];
  return {
    surface: {
      command: `node ci/src/surface.ts --lang ${id}`,
      cache: true,
      inputs: [...own, `{workspaceRoot}/generators/${id}/{src,bin,surface}/**`, 'surface', 'dependencies'],
      outputs: [`{workspaceRoot}/dist/parity/surface/${id}.json`],
    },
    wire: {
      command: `node ci/src/parity-wire.ts --lang ${id}`,
      cache: true,
      inputs: [...own, `{workspaceRoot}/generators/${id}/{src,bin}/**`, 'wire', 'server', 'dependencies'],
      outputs: [`{workspaceRoot}/dist/parity/wire/${id}.json`],
    },
  };
}
