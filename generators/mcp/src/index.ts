import type { RenderedFile, RenderInput, Target } from '@sdkgen/codegen';
import { viewOf } from './view.ts';

const FILES: readonly (readonly [template: string, path: string])[] = [
  ['tools', 'src/generated/tools.ts'],
  ['shapes', 'src/generated/shapes.ts'],
  ['guide', 'src/generated/guide.ts'],
  ['docs', 'docs/tools.md'],
];

function render(input: RenderInput): RenderedFile[] {
  const view = viewOf(input);
  return FILES.map(([template, path]) => ({ path, text: input.render(template, view) }));
}

/** The tool table of an MCP server: the host around it is written by hand and lives where this is rendered to. */
export const mcp: Target = {
  id: 'mcp',
  title: 'Model Context Protocol',
  templates: new URL('../../../templates/mcp/', import.meta.url),
  runtime: () => [],
  defaultNames: (words) => ({
    package: `${words.join('-')}-mcp`,
    module: words.join('_'),
    client: 'Client',
    asyncClient: '',
  }),
  render,
  formatter: () => null,
};
