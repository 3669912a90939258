import { code, type Lexeme } from '@sdkgen/codegen';
import { type Argument, type Bulk, type Operation, type Type, Unsupported, unreachable } from '@sdkgen/ir';
import { identifier } from '../literals.ts';
import type { ArgumentNames, OperationNames } from '../names.ts';
import { type Presence, presence } from '../presence.ts';
import { annotation, annotationOr, NONE, type TypeContext } from '../types.ts';
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
      const type = isList ? iterable(operation, source, context) : argumentType(argument.type, how, context);
      return { argument, names, presence: how, type, default: defaultOf(how, context) };
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
function iterable(operation: Operation, source: Source, { imports }: TypeContext): Lexeme {
  const item = code`${identifier(imports.from('.', 'models'))}.${identifier(namesOf(operation, source).item)}`;
  const failed = identifier(imports.from('._runtime.bulk', 'FailedItem'));
  return code`${identifier(imports.from('collections.abc', 'Iterable'))}[${item} | ${failed}[${item}]]`;
}

function argumentType(type: Type, how: Presence, context: TypeContext): Lexeme {
  switch (how) {
    case 'required':
      return annotation(type, 'input', context);
    case 'optional':
      return annotationOr(type, 'input', context, NONE);
    case 'settable':
      return annotationOr(type, 'input', context, identifier(context.imports.from('._runtime.unset', 'Unset')));
    default:
      return unreachable(how);
  }
}

function defaultOf(how: Presence, { imports }: TypeContext): Lexeme {
  return how === 'settable' ? identifier(imports.from('._runtime.unset', 'UNSET')) : NONE;
}

/** What a call decodes to: the type of the result, of one page or of one event. */
export function resultType(operation: Operation, source: Source, context: TypeContext): Lexeme {
  const { type } = operation.success;
  if (operation.shape.kind === 'bulk') {
    return code`${identifier(context.imports.from('.', 'models'))}.${identifier(namesOf(operation, source).outcome)}`;
  }
  return type ? annotation(type, 'result', context) : NONE;
}

/** What this target cannot render yet, refused before anything is written. */
export function refuseUnsupported({ body, success, pointer, parameters, shape }: Operation): void {
  const hint = 'Leave the operation out, or use another target for it.';
  if (body && body.encoding !== 'json' && body.encoding !== 'merge-patch') {
    throw new Unsupported(pointer, 'python-body', `Python cannot send ${body.mediaType} yet`, hint);
  }
  if (success.type && shape.kind !== 'events' && !/[/+]json$/.test(success.mediaType?.split(';')[0]?.trim() ?? '')) {
    throw new Unsupported(pointer, 'python-result', `Python cannot read ${success.mediaType} yet`, hint);
  }
  if (parameters.some((parameter) => parameter.in === 'cookie' && parameter.filledBy === 'caller')) {
    throw new Unsupported(pointer, 'python-cookie', 'Python cannot send cookie parameters yet', hint);
  }
}
