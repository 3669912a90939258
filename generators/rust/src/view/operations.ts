import { code, headerLines, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { byRustfmt, useOf } from '../layout/index.ts';
import { identifier, lineComment } from '../literals.ts';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import { feedView, websocketOf } from './feed.ts';
import { operationView } from './operation.ts';

/** A file for each operation: the method of the client and the call it makes. */
export function operationFiles(input: RenderInput, names: Names, recursion: Recursion): RenderedFile[] {
  const header = lineComment(headerLines(input));
  const files = input.api.operations.map((operation) => ({
    path: `src/operations/${names.operation(operation).module}.rs`,
    text: input.render('operation', { header, ...operationView(input, names, recursion, operation) }),
  }));
  const feeds = input.api.operations.flatMap((operation) => {
    const own = names.operation(operation).feed;
    const feed = websocketOf(operation);
    return own && feed ? [{ ...own, headers: null, operation, feed }] : [];
  });
  const modules = [...input.api.operations.map((operation) => names.operation(operation)), ...feeds].sort((one, two) =>
    byRustfmt(one.module, two.module),
  );
  const lines = modules.map(({ module, type, headers }) => ({
    line: code`mod ${identifier(module)};`,
    exported: useOf(module, headers ? [type, headers] : [type], code`pub `),
  }));
  const index = input.render('operations', { header, hasModules: lines.length > 0, modules: lines });
  const followed = feeds.map(({ module, operation, feed }) => ({
    path: `src/operations/${module}.rs`,
    text: input.render('feed', { header, ...feedView(input, names, recursion, operation, feed) }),
  }));
  return [...files, ...followed, { path: 'src/operations/mod.rs', text: index }];
}
