import { code, Lexeme, Scope, snake } from '@sdkgen/codegen';
import type { Header, Operation } from '@sdkgen/ir';
import { documented, lineDoc } from '../docstrings.ts';
import { outline } from '../features.ts';
import { identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import { word } from '../names.ts';
import { fieldNames } from '../reserved.ts';
import { annotationOr, NONE } from '../types.ts';
import type { ModelsContext } from './models.ts';
import type { Source } from './module.ts';

/** The typed headers of operations that declare any. */
export function headerViews({ api, py }: Source, context: ModelsContext) {
  return api.operations.flatMap((operation) => {
    const headers = declared(operation);
    const names = py.operations.get(operation);
    if (headers.length === 0 || !names) return [];
    context.imports.from('._runtime.header_values', 'TypedHeaders');
    const scope = new Scope(new Set([...fieldNames, 'raw']));
    return [
      {
        name: identifier(names.headers),
        doc: lineDoc(`The headers \`${names.method}\` is answered with`, 4),
        headers: headers.map((header) => headerView(header, scope, context)),
      },
    ];
  });
}

/** Each name once, as the first response that has it declares it. */
function declared({ success }: Operation): Header[] {
  const found = new Map<string, Header>();
  for (const header of success.responses.flatMap(({ headers }) => headers)) {
    const wire = header.name.wire.toLowerCase();
    if (!found.has(wire)) found.set(wire, header);
  }
  return [...found.values()];
}

function headerView({ name, type, explode, docs }: Header, scope: Scope, context: ModelsContext) {
  const kind = outline(context.api, type);
  const options = [
    stringLiteral(name.wire.toLowerCase()),
    context.decoders.of(type),
    ...(kind === 'scalar' ? [] : [stringLiteral(kind)]),
    ...(explode ? [code`explode=${scalarLiteral(true)}`] : []),
  ];
  return {
    name: identifier(scope.claim(word(snake(name)))),
    type: annotationOr(type, 'result', context, NONE),
    doc: documented(docs.summary || docs.description || `The header ${name.wire}`, [], [], 8),
    read: Lexeme.join(options, ', '),
  };
}
