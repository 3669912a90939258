import { code, type Lexeme } from '@sdkgen/codegen';
import {
  type Bulk,
  declarationOf,
  type ObjectDeclaration,
  type Operation,
  type Property,
  type Type,
  Unsupported,
} from '@sdkgen/ir';
import { docComment, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import type { Placed } from './arguments.ts';
import type { FieldView } from './models.ts';

export interface BulkView {
  readonly fields: readonly FieldView[];
  readonly items: Lexeme;
  readonly item: Lexeme;
  readonly itemsWire: Lexeme;
  readonly encodeItems: Lexeme;
  readonly hasOthers: boolean;
  readonly others: readonly Lexeme[];
  readonly maxItems: Lexeme;
  readonly outcome: Lexeme;
  readonly outcomeDoc: Lexeme;
  readonly failure: Lexeme;
  readonly failureDoc: Lexeme;
  readonly result: Lexeme;
  readonly decode: Lexeme;
  readonly results: Lexeme;
  readonly index: Lexeme;
  readonly hasIndexType: boolean;
  readonly indexType: Lexeme;
  readonly sums: readonly Lexeme[];
  /** Whether an item's result says that it failed, and where. */
  readonly hasItemError: boolean;
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
    encodeItems: code`core.EncodeListOf(${item.encode})`,
    hasOthers: others.length > 0,
    others,
    maxItems: numberLiteral(shape.maxItems),
    outcome: identifier(names.outcome),
    outcomeDoc: docComment([
      `${names.outcome} is what became of the items of ${names.method}: the results of all parts as one, positions counted as the caller's.`,
    ]),
    failure: identifier(names.failure),
    failureDoc: docComment([`${names.failure} is an item that failed, and why.`]),
    result: identifier(types.names.type(result.id)),
    decode: identifier(`decode${types.names.type(result.id)}`),
    results: field(shape.results, resultFields.named),
    index: field(shape.index, itemFields.named),
    hasIndexType: types.of(index.type).text.toString() !== 'int',
    indexType: types.of(index.type).text,
    sums: shape.sum.map((wire) => field(wire, resultFields.named)),
    ...itemErrorOf(types, outcomeOfItem, itemFields.named),
    send: identifier(`send${names.method}`),
  };
}

function bulkFields(placed: readonly Placed[], items: Placed, item: Lexeme, shape: Bulk): FieldView[] {
  const own = placed.map(
    (entry): FieldView => ({
      doc: docComment([
        entry === items
          ? `Required. ${entry.argument.docs.description || 'The items.'} Any number of them: they are taken as they are sent, in parts of at most ${shape.maxItems}; slices.Values makes this of a slice.`
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

/** An item failed when its member `error` is there: an object with code and message, as errors of the API have them. */
function itemErrorOf(
  types: Types,
  item: ObjectDeclaration,
  fields: ReadonlyMap<string, string>,
): Pick<BulkView, 'hasItemError' | 'itemError' | 'errorCode' | 'errorMessage'> {
  const none = { hasItemError: false, itemError: code``, errorCode: code``, errorMessage: code`` };
  const property = item.properties.find(({ name }) => name.wire === 'error');
  const error = property && pointedTo(types, property);
  if (!property || !error) return none;
  const errorFields = types.names.fields(error).named;
  const [errorCode, errorMessage] = ['code', 'message'].map((wire) =>
    error.properties.some(({ name, type, required }) => name.wire === wire && required && isString(type))
      ? errorFields.get(wire)
      : undefined,
  );
  const field = fields.get('error');
  if (!field || !errorCode || !errorMessage) return none;
  return {
    hasItemError: true,
    itemError: identifier(field),
    errorCode: identifier(errorCode),
    errorMessage: identifier(errorMessage),
  };
}

/** The object a nullable or optional member points to: not one that is both, which is no pointer. */
function pointedTo(types: Types, { type, required }: Property): ObjectDeclaration | null {
  if (type.kind === 'nullable') return required ? objectOf(types, type.inner) : null;
  return required ? null : objectOf(types, type);
}

function isString(type: Type): boolean {
  return type.kind === 'primitive' && type.primitive === 'string';
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
