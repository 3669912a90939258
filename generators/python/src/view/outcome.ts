import { code } from '@sdkgen/codegen';
import { lineDoc } from '../docstrings.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { annotationOr, typeName } from '../types.ts';
import type { ModelsContext } from './models.ts';
import type { Source } from './module.ts';

/** The result of a bulk operation: what the server answers, and what did not succeed. */
export function outcomeViews({ api, py }: Source, context: ModelsContext) {
  return api.operations.flatMap((operation) => {
    const { shape, success } = operation;
    if (shape.kind !== 'bulk' || success.type?.kind !== 'reference') return [];
    const names = py.operations.get(operation);
    context.imports.from('typing', 'Any');
    context.imports.from('typing', 'TypeAlias');
    const mapping = code`${identifier(context.imports.from('collections.abc', 'Mapping'))}[str, object]`;
    context.imports.from('._runtime.bulk', 'FailedItem');
    return [
      {
        name: identifier(names?.outcome ?? ''),
        base: typeName(success.type.id, context),
        doc: lineDoc(`What became of all items of one \`${names?.method}\``, 4),
        failures: identifier(names?.failures ?? ''),
        slots: code`(${stringLiteral(names?.failures ?? '')},)`,
        item: identifier(names?.item ?? ''),
        input: stringLiteral(String(annotationOr(shape.item, 'input', context, mapping))),
        inputDoc: lineDoc(`One item of \`${names?.method}\`, in any of the forms it takes.`, 0),
      },
    ];
  });
}
