import { code, Lexeme } from '@sdkgen/codegen';
import type { UnionDeclaration } from '@sdkgen/ir';
import { implementation, tuple } from '../layout/index.ts';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import { packedForm } from '../packed.ts';
import { type Context, nativeType } from '../types.ts';
import { paragraphsOf } from './prose.ts';

export function unionView(context: Context, declaration: UnionDeclaration): object {
  const { id, variants, match, docs } = declaration;
  const isTagged = match.kind === 'tag';
  const views = variants.map((variant, index) => {
    const name = identifier(context.names.variant(id, index));
    const type = nativeType(context, variant.type);
    // One that has a tag is an object, which knows by itself.
    const form = isTagged ? null : packedForm(context, variant.type);
    const tags =
      match.kind === 'tag'
        ? match.tags.filter(([, position]) => position === index).map(([tag]) => stringLiteral(tag))
        : [];
    return {
      name,
      type,
      form: form ? code` [${form}]` : code``,
      docs: docComment([`A value of \`${variant.name.wire}\`.`], 4),
      tags,
      line: tuple(name, type, code`,`, 4),
      implementation: implementation(code`From<${type}>`, identifier(context.names.type(id))),
    };
  });
  context.imports.runtime(isTagged ? 'tagged_union' : 'first_fit_union');
  context.imports.own('Json');
  return {
    docs: docComment([
      ...paragraphsOf(docs, `One of the types of \`${declaration.name.wire}\`.`),
      'What this version does not know is kept as it is.',
    ]),
    type: identifier(context.names.type(id)),
    variants: views,
    isTagged,
    isFirstFit: !isTagged,
    tag: match.kind === 'tag' ? stringLiteral(match.property) : code``,
    tagged: views
      .filter(({ tags }) => tags.length > 0)
      .map(({ name, tags }) => code`${name} = ${Lexeme.join(tags, ' | ')},`),
    untagged: isTagged ? views.filter(({ tags }) => tags.length === 0).map(({ name }) => name) : [],
    conversions: views.filter(({ type }) => views.filter((other) => `${other.type}` === `${type}`).length === 1),
  };
}
