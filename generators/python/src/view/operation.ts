import { code, type Lexeme } from '@sdkgen/codegen';
import { type Argument, type Bulk, type Operation, unreachable } from '@sdkgen/ir';
import { isDownload, isItems } from '../features.ts';
import { identifier, scalarLiteral } from '../literals.ts';
import type { ArgumentNames, OperationNames } from '../names.ts';
import { constantOf, type Presence, presence } from '../presence.ts';
import { alternatives, annotation, annotationOr, annotationOrUnset, NONE, type TypeContext } from '../types.ts';
import type { Source } from './module.ts';

export function namesOf(operation: Operation, { py }: Pick<Source, 'py'>): OperationNames {
  const found = py.operations.get(operation);
  if (!found) throw new Error(`no names for ${operation.pointer}`);
  return found;
}

/** One argument as it stands in a signature. */
export interface ArgumentView {
  readonly argument: Argument;
  readonly names: ArgumentNames;
  readonly presence: Presence;
  readonly type: Lexeme;
  readonly default: Lexeme;
}

/** The arguments of a call; the list of a bulk operation is not among them when `rest` is asked for. */
export function argumentViews(
  operation: Operation,
  source: Source,
  context: TypeContext,
  rest = false,
): ArgumentView[] {
  const { shape } = operation;
  return operation.arguments
    .filter((argument) => !(rest && shape.kind === 'bulk' && isBulkList(argument, shape)))
    .map((argument) => {
      const names = namesOf(operation, source).arguments.get(argument) ?? { public: '', local: '' };
      const how = presence(source.api, argument.type, argument.required);
      const isList = shape.kind === 'bulk' && isBulkList(argument, shape);
      const type = isList ? iterable(operation, source, context) : argumentType(argument, operation, how, context);
      return { argument, names, presence: how, type, default: defaultOf(argument, how, context) };
    });
}

/** One parameter of a signature. */
export function parameter(name: Lexeme, type: Lexeme, fallback: Lexeme | null): Lexeme {
  return fallback ? code`${name}: ${type} = ${fallback}` : code`${name}: ${type}`;
}

export function isBulkList({ at }: Argument, { items }: Bulk): boolean {
  return at.in === 'member' && at.wire === items;
}

/** Lists sent in parts are read as they are sent; what failed before may stand among what is new. */
function iterable(operation: Operation, source: Source, { hints: imports }: TypeContext): Lexeme {
  const item = code`${identifier(imports.from('.', 'models'))}.${identifier(namesOf(operation, source).item)}`;
  const failed = identifier(imports.from('._runtime.bulk', 'FailedItem'));
  return code`${identifier(imports.from('collections.abc', 'Iterable'))}[${item} | ${failed}[${item}]]`;
}

function argumentType({ type, at }: Argument, operation: Operation, how: Presence, context: TypeContext): Lexeme {
  const whole = at.in === 'body' ? wholeType(operation, context) : null;
  if (whole) return how === 'required' ? whole : alternatives([whole, NONE]);
  switch (how) {
    case 'required':
    case 'constant':
      return annotation(type, 'input', context);
    case 'optional':
      return annotationOr(type, 'input', context, NONE);
    case 'settable':
      return annotationOrUnset(type, 'input', context, context.hints);
    default:
      return unreachable(how);
  }
}

/** A body that is produced while it is sent; only the asynchronous client can wait for it. */
function wholeType({ body }: Operation, context: TypeContext): Lexeme | null {
  const { hints: imports, flavour } = context;
  if (body?.encoding === 'binary')
    return identifier(imports.from('._runtime.octets', flavour === 'sync' ? 'Content' : 'AsyncContent'));
  if (!body || !isItems(body.encoding)) return null;
  const item = annotation(body.type, 'input', context);
  const kinds = flavour === 'sync' ? ['Iterable'] : ['Iterable', 'AsyncIterable'];
  return alternatives(kinds.map((kind) => code`${identifier(imports.from('collections.abc', kind))}[${item}]`));
}

function defaultOf({ type }: Argument, how: Presence, { imports }: TypeContext): Lexeme {
  if (how === 'constant') return scalarLiteral(constantOf(type));
  return how === 'settable' ? identifier(imports.from('._runtime.unset', 'UNSET')) : NONE;
}

/** What a call decodes to: the type of the result, of one page or of one event. */
export function resultType(operation: Operation, source: Source, context: TypeContext): Lexeme {
  const { type } = operation.success;
  if (operation.shape.kind === 'bulk') {
    return code`${identifier(context.hints.from('.', 'models'))}.${identifier(namesOf(operation, source).outcome)}`;
  }
  return type ? annotation(type, 'result', context) : NONE;
}

/** What a written call gives, for both clients: what is read as it comes is of another class in each. */
export function callType(operation: Operation, source: Source, context: TypeContext): Lexeme {
  return isDownload(operation)
    ? identifier(context.hints.from('typing', 'Any'))
    : resultType(operation, source, context);
}
