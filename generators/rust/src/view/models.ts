import type { RenderedFile, RenderInput } from '@sdkgen/codegen';
import { code, headerLines } from '@sdkgen/codegen';
import { type Declaration, unreachable } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { byRustfmt } from '../layout/index.ts';
import { identifier, lineComment } from '../literals.ts';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import type { Context } from '../types.ts';
import { aliasView } from './alias.ts';
import { enumView } from './enum.ts';
import { objectView } from './object.ts';
import { projectionView } from './projection.ts';
import { unionView } from './union.ts';

/** A file for each type of the document and each projection, and the module that exports them. */
export function modelFiles(input: RenderInput, names: Names, recursion: Recursion): RenderedFile[] {
  const { api, config, render } = input;
  const header = lineComment(headerLines(input));
  const file = (
    module: string,
    within: string | null,
    template: string,
    view: (context: Context) => object,
  ): RenderedFile => {
    const imports = new Imports();
    const own = view({ api, names, recursion, imports, within });
    const uses = imports.print([within === null ? '' : names.type(within)]);
    const text = render(template, { header, hasImports: uses.width > 0, imports: uses, ...own });
    return { path: `src/models/${module}.rs`, text };
  };
  const declared = [...api.declarations.values()].map((declaration) =>
    file(names.module(declaration.id), declaration.id, templateOf(declaration), (context) =>
      viewOf(context, declaration),
    ),
  );
  const projected = config.projections.map((projection) =>
    file(names.projection(projection.name).module, null, 'projection', (context) =>
      projectionView(context, projection),
    ),
  );
  const modules = [
    ...[...api.declarations.keys()].map((id) => ({ module: names.module(id), type: names.type(id) })),
    ...config.projections.map(({ name }) => names.projection(name)),
  ].sort((one, two) => byRustfmt(one.module, two.module));
  return [
    ...declared,
    ...projected,
    {
      path: 'src/models/mod.rs',
      text: render('models', {
        header,
        hasModules: modules.length > 0,
        modules: modules.map(({ module, type }) => ({
          line: code`mod ${identifier(module)};`,
          exported: code`pub use ${identifier(module)}::${identifier(type)};`,
        })),
      }),
    },
  ];
}

function templateOf({ kind }: Declaration): string {
  return kind;
}

function viewOf(context: Context, declaration: Declaration): object {
  switch (declaration.kind) {
    case 'object':
      return objectView(context, declaration);
    case 'enum':
      return enumView(context, declaration);
    case 'union':
      return unionView(context, declaration);
    case 'alias':
      return aliasView(context, declaration);
    default:
      return unreachable(declaration);
  }
}
