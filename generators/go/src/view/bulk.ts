import { code, type Lexeme } from '@sdkgen/codegen';
import { type Bulk, declarationOf, type ObjectDeclaration, type Operation, type Type, Unsupported } from '@sdkgen/ir';
import { docComment, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { type Placed, packing } from './arguments.ts';
import type { FieldView } from './models.ts';

export interface BulkView {
  readonly fields: readonly FieldView[];
  readonly items: Lexeme;
  readonly item: Lexeme;
  readonly itemsWire: Lexeme;
  readonly encodeItem: Lexeme;
  /** Whether lists of floats in the body may be packed. */
  readonly isPacking: boolean;
  readonly hasOthers: boolean;
  readonly others: readonly Lexeme[];
  readonly maxItems: Lexeme;
  readonly hasMaxBytes: boolean;
  readonly maxBytes: Lexeme;
  readonly outcome: Lexeme;
  readonly outcomeDoc: Lexeme;
  readonly failure: Lexeme;
  readonly failureDoc: Lexeme;
  readonly result: Lexeme;
  readonly decode: Lexeme;
  readonly results: Lexeme;
  readonly outcomeOfItem: Lexeme;
  readonly index: Lexeme;
  readonly hasIndexType: boolean;
  readonly indexType: Lexeme;
  readonly sums: readonly Lexeme[];
  /** Whether an item's result says that it failed. */
  readonly hasItemError: boolean;
  /** The condition that it did, which declares `failure`. */
  readonly itemError: Lexeme;
  readonly errorCode: Lexeme;
  readonly errorMessage: Lexeme;
  readonly send: Lexeme;
}

export function bulkView(types: Types, operation: Operation, shape: Bulk, placed: readonly Placed[]): BulkView {
  const result = objectOf(types, operation.success.type) ?? refuse(operation);
  const names = types.names.operation(operation);
  const resultFields = types.names.fields(result);
  const list = result.properties.find(({ name }) => name.wire === shape.results);
  const outcomeOfItem = (list?.type.kind === 'list' && objectOf(types, list.type.items)) || refuse(operation);
  const itemFields = types.names.fields(outcomeOfItem);
  const items = placed.find(({ argument: { name } }) => name.wire === shape.items) ?? refuse(operation);
  const item = types.of(shape.item);
  const field = (wire: string, fields: ReadonlyMap<string, string>) =>
    identifier(fields.get(wire) ?? refuse(operation));
  const others = placed
    .filter((entry) => entry !== items && entry.argument.at.in === 'member')
    .map(({ member }) => member.encode);
  const index = outcomeOfItem.properties.find(({ name }) => name.wire === shape.index) ?? refuse(operation);
  return {
    fields: bulkFields(placed, items, item.text, shape),
    items: identifier(items.field),
    item: item.text,
    itemsWire: stringLiteral(shape.items),
    encodeItem: packing(operation, item.encode),
    isPacking: operation.packs.request,
    hasOthers: others.length > 0,
    others,
    maxItems: numberLiteral(shape.maxItems),
    hasMaxBytes: shape.maxBytes !== null,
    maxBytes: numberLiteral(shape.maxBytes ?? 0),
    outcome: identifier(names.outcome),
    outcomeDoc: docComment([
      `${names.outcome} is what became of the items of ${names.method}: the results of all parts as one, positions counted as the caller's.`,
    ]),
    failure: identifier(names.failure),
    failureDoc: docComment([`${names.failure} is an item that failed, and why.`]),
    result: identifier(types.names.type(result.id)),
    decode: identifier(`decode${types.names.type(result.id)}`),
    results: field(shape.results, resultFields.named),
    outcomeOfItem: types.of({ kind: 'reference', id: outcomeOfItem.id }).text,
    index: field(shape.index, itemFields.named),
    hasIndexType: types.of(index.type).text.toString() !== 'int',
    indexType: types.of(index.type).text,
    sums: shape.sum.map((wire) => field(wire, resultFields.named)),
    ...itemErrorOf(types, operation, shape, outcomeOfItem),
    send: identifier(`send${names.method}`),
  };
}

function bulkFields(placed: readonly Placed[], items: Placed, item: Lexeme, shape: Bulk): FieldView[] {
  const own = placed.map(
    (entry): FieldView => ({
      doc: docComment([
        entry === items
          ? `Required. ${entry.argument.docs.description || 'The items.'} Any number of them: they go out in parts of at most ${limit(shape)}, read no further ahead than every connection needs for its next; slices.Values makes this of a slice.`
          : entry.argument.docs.description || `${JSON.stringify(entry.argument.name.wire)} on the wire.`,
      ]),
      name: identifier(entry.field),
      type: entry === items ? code`iter.Seq[${item}]` : entry.member.type,
    }),
  );
  return [
    ...own,
    {
      doc: docComment(['Requests at once, each on a connection of its own. Zero: the default of the runtime.']),
      name: identifier('Parallelism'),
      type: identifier('int'),
    },
  ];
}

function limit({ maxItems, maxBytes }: Bulk): string {
  return maxBytes === null ? `${maxItems}` : `${maxItems} and ${maxBytes} bytes`;
}

/** What the server says of an item that failed, as its own result has it. */
function itemErrorOf(
  types: Types,
  operation: Operation,
  shape: Bulk,
  item: ObjectDeclaration,
): Pick<BulkView, 'hasItemError' | 'itemError' | 'errorCode' | 'errorMessage'> {
  const property = item.properties.find(({ name }) => name.wire === shape.error);
  if (!property) return { hasItemError: false, itemError: code``, errorCode: code``, errorMessage: code`` };
  const { type, required } = property;
  const error = (type.kind === 'nullable' && objectOf(types, type.inner)) || refuse(operation);
  const field = (declaration: ObjectDeclaration, wire: string) =>
    identifier(types.names.fields(declaration).named.get(wire) ?? refuse(operation));
  const access = code`result.${field(item, property.name.wire)}`;
  const text = (wire: string) => textOf(types, operation, error, wire, code`failure.${field(error, wire)}`);
  return {
    hasItemError: true,
    itemError: required ? code`failure := ${access}; failure != nil` : code`failure, ok := ${access}.Get(); ok`,
    errorCode: text('code'),
    errorMessage: text('message'),
  };
}

/** A member of an item's error as a string: it is one, or an enum of strings. */
function textOf(types: Types, operation: Operation, error: ObjectDeclaration, wire: string, access: Lexeme): Lexeme {
  const found = error.properties.find(({ name }) => name.wire === wire);
  const text = found?.required ? String(types.of(found.type).text) : '';
  if (text === 'string') return access;
  const declaration = found?.type.kind === 'reference' ? declarationOf(types.api, found.type.id) : null;
  if (found?.required && declaration?.kind === 'enum' && declaration.value === 'string') return code`string(${access})`;
  throw new Unsupported(
    operation.pointer,
    'bulk-error',
    `the ${wire} of an item's error is not a string that is always there`,
    'Require code and message of it, both strings.',
  );
}

function objectOf(types: Types, type: Type | null): ObjectDeclaration | null {
  const declaration = type?.kind === 'reference' ? declarationOf(types.api, type.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

function refuse(operation: Operation): never {
  throw new Unsupported(
    operation.pointer,
    'bulk',
    'x-bulk names members that the body or the result do not have',
    'Name the list of the body, and the results, their index and the sums of an object the operation answers with.',
  );
}
