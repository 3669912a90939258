import { code, type Lexeme } from '@sdkgen/codegen';
import { declarationOf, type ObjectDeclaration, type Operation, type Paged, Unsupported } from '@sdkgen/ir';
import { docComment, identifier } from '../literals.ts';
import type { Types } from '../types.ts';
import type { Placed } from './arguments.ts';
import { memberOf } from './members.ts';

export interface PagedView {
  readonly pagesDoc: Lexeme;
  readonly pages: Lexeme;
  readonly page: Lexeme;
  readonly item: Lexeme;
  readonly items: Lexeme;
  /** An expression for a pointer to the cursor after `page`, nil on the last one. */
  readonly next: Lexeme;
  readonly cursor: Lexeme;
  /** The cursor as the parameter takes it, of the pointer `next`. */
  readonly value: Lexeme;
  readonly fetch: Lexeme;
}

export function pagedView(types: Types, operation: Operation, shape: Paged, placed: readonly Placed[]): PagedView {
  const page = pageOf(types, operation);
  const fields = types.names.fields(page);
  const cursor = placed.find(({ argument: { name } }) => name.wire === shape.cursor);
  const property = page.properties.find(({ name }) => name.wire === shape.next);
  const next = property && fields.named.get(shape.next);
  const items = fields.named.get(shape.items);
  if (!cursor || !property || !next || !items) return refuse(operation);
  const { method, pages } = types.names.operation(operation);
  const member = memberOf(types, { wire: shape.next, field: next, type: property.type, required: property.required });
  return {
    pagesDoc: docComment([
      `${pages} is ${method} page by page. The page after one is asked for only when the loop goes on.`,
    ]),
    pages: identifier(pages),
    page: identifier(types.names.type(page.id)),
    item: types.of(shape.item).text,
    items: identifier(items),
    next: pointer(member.type, code`page.${identifier(next)}`),
    cursor: identifier(cursor.field),
    value: cursor.member.type.toString().startsWith('*') ? code`next` : code`*next`,
    fetch: identifier(`fetch${pages}`),
  };
}

function pointer(type: Lexeme, access: Lexeme): Lexeme {
  const text = type.toString();
  if (text.startsWith('*')) return access;
  return text.startsWith('Nullable[') ? code`${access}.Pointer()` : code`core.NotZero(${access})`;
}

function pageOf(types: Types, operation: Operation): ObjectDeclaration {
  const { type } = operation.success;
  const declaration = type?.kind === 'reference' ? declarationOf(types.api, type.id) : null;
  return declaration?.kind === 'object' ? declaration : refuse(operation);
}

function refuse(operation: Operation): never {
  throw new Unsupported(
    operation.pointer,
    'pagination',
    'x-pagination names members that the parameters or the page do not have',
    'Name the cursor parameter, and the next cursor and list of an object the operation answers with.',
  );
}
