import { code } from '@sdkgen/codegen';
import type { AliasDeclaration } from '@sdkgen/ir';
import { assignment, tuple } from '../layout/index.ts';
import { docComment, identifier } from '../literals.ts';
import { packedForm } from '../packed.ts';
import { type Context, nativeType } from '../types.ts';
import { paragraphsOf } from './prose.ts';

/** Another name for a type; one that contains itself has to be a type of its own. */
export function aliasView(context: Context, { id, target, docs, name }: AliasDeclaration): object {
  const type = identifier(context.names.type(id));
  const isCircular = context.recursion.isCircularAlias(id);
  const native = nativeType(context, target);
  const form = isCircular ? packedForm(context, target) : null;
  if (isCircular && !form) {
    context.imports.add('serde', 'Deserialize');
    context.imports.add('serde', 'Serialize');
  }
  return {
    docs: docComment(paragraphsOf(docs, `The type \`${name.wire}\`.`)),
    isCircular,
    isPacked: form !== null,
    form: form ?? code``,
    type,
    wrapper: tuple(code`pub struct ${type}`, code`pub ${native}`, code`;`, 0),
    line: assignment(code`pub type ${type}`, native, 0),
  };
}
