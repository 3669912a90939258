import { code, type Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Operation, type Paged, Unsupported } from '@sdkgen/ir';
import { assignment, chain } from '../layout/index.ts';
import { identifier } from '../literals.ts';
import { type Context, nativeType, resolved } from '../types.ts';
import { type Input, setBody } from './input.ts';
import { taken } from './iteration.ts';
import { type Member, membersOf } from './member.ts';

/** How the pages of a list are walked. */
export function pagedView(context: Context, operation: Operation, shape: Paged, inputs: readonly Input[]): object {
  const type = operation.success.type ? resolved(context, operation.success.type) : null;
  const page = type?.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  const members = page?.kind === 'object' ? membersOf(context, page) : [];
  const next = members.find(({ property }) => property.name.wire === shape.next);
  const items = members.find(({ property }) => property.name.wire === shape.items);
  const cursor = inputs.find(({ argument }) => argument.name.wire === shape.cursor && !argument.required);
  if (!next || !items || !cursor) {
    throw new Unsupported(
      operation.pointer,
      'pagination',
      'The members x-pagination names are not where they must be',
      'Name an optional argument and members of the response.',
    );
  }
  context.imports.runtime('Paged');
  context.imports.own('Items', 'Pages');
  return {
    item: nativeType(context, shape.item),
    next: nextCursor(next),
    items: chain(code`page.${identifier(items.name)}`, taken(items), code``, 8),
    cursor: cursorStatement(context, cursor),
  };
}

function nextCursor({ name, presence, property: { type } }: Member): Lexeme {
  const field = code`page.${identifier(name)}`;
  const isMissable = presence !== 'required' || type.kind === 'nullable';
  if (isMissable) return chain(field, [code`.as_ref()`, code`.map(ToString::to_string)`], code``, 8);
  return code`        Some(${field}.to_string())`;
}

/** A cursor travels as text, whatever the document says it is. */
function cursorStatement(context: Context, { name, member, value }: Input): Lexeme {
  const isText = `${nativeType(context, value)}` === 'String';
  if (member) return setBody(member, code`cursor`);
  return assignment(code`self.${identifier(name)}`, isText ? code`Some(cursor)` : code`cursor.parse().ok()`, 8);
}
