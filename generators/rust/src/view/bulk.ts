import { code, type Lexeme } from '@sdkgen/codegen';
import { type Bulk, declarationOf, type ObjectDeclaration, type Operation, type Type, Unsupported } from '@sdkgen/ir';
import { assignment, binding, chain, chainAfter } from '../layout/index.ts';
import { identifier, integerLiteral, stringLiteral } from '../literals.ts';
import { type Context, nativeType, resolved } from '../types.ts';
import type { Input } from './input.ts';
import { type Member, membersOf } from './member.ts';

/** The argument that is the list. */
export function bulkInput(inputs: readonly Input[], { items }: Bulk): Input | null {
  return inputs.find(({ argument, member }) => member && argument.name.wire === items) ?? null;
}

/** How a list is sent in parts and the results become one. */
export function bulkView(context: Context, operation: Operation, shape: Bulk, inputs: readonly Input[]): BulkView {
  const input = bulkInput(inputs, shape);
  const result = objectOf(context, operation.success.type);
  if (!input?.member || !result)
    throw refused(operation, 'the list must be a member of an object body, and the answer an object');
  const members = membersOf(context, result);
  const results = member(operation, members, shape.results);
  const item = listItem(context, results);
  const index = item ? membersOf(context, item).find(({ property }) => property.name.wire === shape.index) : undefined;
  if (results.presence !== 'required' || !item || !index)
    throw refused(operation, 'the results must be a required list of objects with their index');
  context.imports.runtime('Bulk', 'Limits', 'Mergeable', 'ItemFailure', 'Shift', 'Sum');
  context.imports.own('BulkOutcome');
  const body = code`self.body.${identifier(input.member.name)}`;
  const isRequired = input.member.presence === 'required';
  return {
    input,
    item: nativeType(context, shape.item),
    nothing: isRequired ? code`        let nothing: Vec<${nativeType(context, shape.item)}> = Vec::new();` : code``,
    maxItems: integerLiteral(shape.maxItems),
    maxBytes: shape.maxBytes === null ? code`None` : code`Some(${integerLiteral(shape.maxBytes)})`,
    empty: assignment(
      code`const EMPTY: &str`,
      stringLiteral(JSON.stringify(Object.fromEntries([...shape.sum.map((name) => [name, 0]), [shape.results, []]]))),
      0,
    ),
    put: assignment(body, isRequired ? code`items` : code`Some(items)`, 12),
    take: binding(code`items`, code`std::mem::take`, code`&mut ${body}`, 12),
    isRequired,
    result: identifier(context.names.type(result.id)),
    sums: shape.sum.map((name) => added(identifier(member(operation, members, name).name))),
    results: identifier(results.name),
    extended: chain(
      code`self.${identifier(results.name)}`,
      [code`.extend(other.${identifier(results.name)})`],
      code`;`,
      8,
    ),
    shifted: chain(code`item.${identifier(index.name)}`, [code`.shift(by)`], code`;`, 12),
    position: chainAfter(code`index: `, code`item`, [code`.${identifier(index.name)}`, code`.position()`], code`,`, 16),
    index: identifier(index.name),
    ...failure(context, item, shape.error),
  };
}

/** One sum of the whole. */
function added(name: Lexeme): Lexeme {
  return chain(code`self.${name}`, [code`.add(other.${name})`], code`;`, 8);
}

export interface BulkView {
  readonly input: Input;
  readonly item: Lexeme;
  /** Its list as the call begins, of the item's own type; nothing where it begins without. */
  readonly nothing: Lexeme;
  readonly [part: string]: unknown;
}

/** An item failed where the member for it is set; its code and message are told where it has them. */
function failure(
  context: Context,
  item: ObjectDeclaration,
  wire: string | null,
): { hasFailure: boolean; error?: Lexeme; code?: Lexeme; message?: Lexeme } {
  const error = membersOf(context, item).find(({ property }) => property.name.wire === wire);
  const declaration = error ? objectOf(context, error.value) : null;
  if (
    !error ||
    !declaration ||
    (error.presence === 'required' && resolved(context, error.property.type).kind !== 'nullable')
  )
    return { hasFailure: false };
  const texts = membersOf(context, declaration).filter(
    ({ presence, value }) => presence === 'required' && `${nativeType(context, value)}` === 'String',
  );
  const text = (member: string): Lexeme => {
    const found = texts.find(({ property }) => property.name.wire === member);
    return found ? code`error.${identifier(found.name)}.clone()` : code`"failed".to_owned()`;
  };
  return { hasFailure: true, error: identifier(error.name), code: text('code'), message: text('message') };
}

function objectOf(context: Context, type: Type | null): ObjectDeclaration | null {
  const inner = type ? resolved(context, type) : null;
  if (inner?.kind === 'nullable') return objectOf(context, inner.inner);
  const declaration = inner?.kind === 'reference' ? declarationOf(context.api, inner.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

function listItem(context: Context, { value }: Member): ObjectDeclaration | null {
  const list = resolved(context, value);
  return list.kind === 'list' ? objectOf(context, list.items) : null;
}

function member(operation: Operation, members: readonly Member[], wire: string): Member {
  const found = members.find(({ property }) => property.name.wire === wire);
  if (!found) throw refused(operation, `the answer has no member ${wire}`);
  return found;
}

function refused({ pointer }: Operation, why: string): Unsupported {
  return new Unsupported(pointer, 'bulk', `x-bulk cannot be rendered: ${why}`, 'Correct x-bulk or leave it out.');
}
