import { code, type Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Operation, type Paged, Unsupported } from '@sdkgen/ir';
import { identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import { annotation } from '../types.ts';
import { namesOf, resultType } from './operation.ts';
import type { RequestContext } from './requests.ts';

/** How an operation pages, for `_requests.py`. */
export function pagingView(operation: Operation, context: RequestContext) {
  const { shape } = operation;
  if (shape.kind !== 'paged') return { hasPaging: false };
  context.imports.from('._runtime.paging', 'Paging');
  const argument = operation.arguments.find(
    ({ at }) => ('wire' in at ? at.wire : at.in === 'body' ? '' : at.parameter.name.wire) === shape.cursor,
  );
  if (argument?.at.in !== 'query' && argument?.at.in !== 'member')
    throw unsupported(operation, 'the cursor is no query parameter or member of the body');
  return {
    hasPaging: true,
    paging: {
      name: pagingName(operation, context),
      item: annotation(shape.item, 'result', context),
      page: resultType(operation, context.source, context),
      cursor: stringLiteral(shape.cursor),
      inBody: scalarLiteral(argument.at.in === 'member'),
      items: attribute(operation, shape.items, context),
      next: attribute(operation, shape.next, context),
    },
  };
}

export function pagingName(operation: Operation, { source }: Pick<RequestContext, 'source'>): Lexeme {
  return identifier(`${namesOf(operation, source).constant}_PAGES`);
}

/** The type of the pager a client gives. */
export function pagerType(
  pager: Lexeme,
  operation: Operation,
  shape: Paged,
  context: Pick<RequestContext, 'source'> & Parameters<typeof annotation>[2],
): Lexeme {
  return code`${pager}[${annotation(shape.item, 'result', context)}, ${resultType(operation, context.source, context)}]`;
}

/** The attribute of the page a wire name stands for. */
function attribute(operation: Operation, wire: string, { api, names }: RequestContext): Lexeme {
  const { type } = operation.success;
  const declaration = type?.kind === 'reference' ? declarationOf(api, type.id) : null;
  const name = declaration && names.types.get(declaration.id)?.members.get(wire);
  if (!name) throw unsupported(operation, `a page has no member ${wire}`);
  return identifier(name);
}

function unsupported({ pointer }: Operation, why: string): Unsupported {
  return new Unsupported(
    pointer,
    'python-paging',
    `Python cannot page here: ${why}`,
    'Name members of the page and of the request in x-pagination.',
  );
}
