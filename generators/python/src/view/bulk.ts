import { code, Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Operation, type Type, Unsupported } from '@sdkgen/ir';
import { identifier, numberLiteral, stringLiteral, tuple } from '../literals.ts';
import { namesOf, resultType } from './operation.ts';
import { packsItems } from './packing.ts';
import type { RequestContext } from './requests.ts';

/** How an operation takes lists in parts, for `_requests.py`. */
export function bulkView(operation: Operation, context: RequestContext) {
  const { shape, success } = operation;
  if (shape.kind !== 'bulk') return { hasBulk: false };
  context.imports.from('._runtime.bulk', 'Bulk');
  const result = membersOf(success.type, context);
  const outcome = membersOf(outcomeType(success.type, shape.results, context), context);
  const error = shape.error;
  const attribute = (members: ReadonlyMap<string | number, string> | null, wire: string): Lexeme => {
    const name = members?.get(wire);
    if (!name)
      throw new Unsupported(
        operation.pointer,
        'python-bulk',
        `Python finds no member ${wire} in the result`,
        'Name members of the result in x-bulk.',
      );
    return stringLiteral(name);
  };
  const sums = shape.sum.map((wire) => attribute(result, wire));
  const empty = [
    ...shape.sum.map((wire) => code`${stringLiteral(wire)}: 0`),
    code`${stringLiteral(shape.results)}: []`,
  ];
  const hasPackedItems = packsItems(operation, context);
  if (hasPackedItems) {
    context.imports.from('dataclasses', 'replace as _replace');
    context.imports.from('._runtime.packed_floats', 'packing as _packing');
  }
  return {
    hasBulk: true,
    bulk: {
      name: bulkName(operation, context),
      hasPackedItems,
      packed: packedBulkName(operation, context),
      result: resultType(operation, context.source, context),
      items: stringLiteral(shape.items),
      encoder: context.encoders.of(shape.item),
      maxItems: numberLiteral(shape.maxItems),
      maxBytes: shape.maxBytes === null ? code`None` : numberLiteral(shape.maxBytes),
      results: attribute(result, shape.results),
      index: attribute(outcome, shape.index),
      sums: tuple(sums),
      error: error === null ? code`None` : attribute(outcome, error),
      failures: stringLiteral(namesOf(operation, context.source).failures),
      empty: code`lambda: ${resultType(operation, context.source, context)}.from_dict({${Lexeme.join(empty, ', ')}})`,
    },
  };
}

export function bulkName(operation: Operation, { source }: Pick<RequestContext, 'source'>): Lexeme {
  return identifier(`${namesOf(operation, source).constant}_BULK`);
}

/** The same, its items packed. */
export function packedBulkName(operation: Operation, context: Pick<RequestContext, 'source'>): Lexeme {
  return identifier(`${bulkName(operation, context)}_PACKED`);
}

function membersOf(type: Type | null, { names }: RequestContext): ReadonlyMap<string | number, string> | null {
  return type?.kind === 'reference' ? (names.types.get(type.id)?.members ?? null) : null;
}

function outcomeType(type: Type | null, results: string, { api }: RequestContext): Type | null {
  const declaration = type?.kind === 'reference' ? declarationOf(api, type.id) : null;
  const property =
    declaration?.kind === 'object' ? declaration.properties.find(({ name }) => name.wire === results) : null;
  return property?.type.kind === 'list' ? property.type.items : null;
}
