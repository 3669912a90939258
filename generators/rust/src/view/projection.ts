import { code, type Lexeme, type Projection } from '@sdkgen/codegen';
import { declarationOf, Unsupported } from '@sdkgen/ir';
import { field } from '../layout/index.ts';
import { docComment, identifier } from '../literals.ts';
import { type Context, mapType, nativeType } from '../types.ts';
import { docsOf, type Member, membersOf } from './member.ts';

/** A struct of exactly these members, all public and required, that becomes the whole model. */
export function projectionView(context: Context, projection: Projection): object {
  const declaration = declarationOf(context.api, projection.of);
  if (declaration.kind !== 'object') throw refused(projection, 'is no object');
  const members = membersOf(context, declaration);
  const kept = members.filter(({ property }) => projection.members.includes(property.name.wire));
  const left = members.filter((member) => !kept.includes(member));
  if (left.some(({ presence }) => presence === 'required')) throw refused(projection, 'has other required members');
  const model = context.names.type(projection.of);
  context.imports.own(model);
  const extra = mapType(context, declaration.additional ?? { kind: 'primitive', primitive: 'json', bounds: {} });
  return {
    docs: docComment([
      `The members of [\`${model}\`] that are always given.`.replaceAll(/[[\]]/g, ''),
      `It becomes one by \`From\`, and keeps its members whatever that gains.`,
    ]),
    type: identifier(context.names.projection(projection.name).type),
    model: identifier(model),
    fields: kept.map((member) => ({
      docs: docsOf(member, 4),
      line: field(code`pub ${identifier(member.name)}`, nativeType(context, member.value), 4),
    })),
    initial: [
      ...members.map((member) => initial(context, member, kept.includes(member))),
      code`            extra: ${identifier(`${extra}`.replace(/<.*$/, ''))}::new(),`,
    ],
  };
}

function initial(context: Context, { name, presence }: Member, isKept: boolean): Lexeme {
  const own = identifier(name);
  if (presence === 'maybe') context.imports.own('Maybe');
  if (!isKept) return field(own, presence === 'maybe' ? code`Maybe::Absent` : code`None`, 12);
  const value = code`value.${own}`;
  if (presence === 'required') return field(own, value, 12);
  return field(own, presence === 'maybe' ? code`Maybe::Value(${value})` : code`Some(${value})`, 12);
}

function refused({ name, of }: Projection, why: string): Unsupported {
  return new Unsupported(
    of,
    'projection',
    `The projection ${name} is of a schema that ${why}`,
    'Change projections in the configuration.',
  );
}
