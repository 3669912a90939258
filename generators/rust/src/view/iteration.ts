import { code, type Lexeme } from '@sdkgen/codegen';
import type { ObjectDeclaration } from '@sdkgen/ir';
import { chain } from '../layout/index.ts';
import { identifier } from '../literals.ts';
import { type Context, nativeType, resolved } from '../types.ts';
import type { Member } from './member.ts';

/** An envelope iterates over its list. */
export function itemsView(
  context: Context,
  declaration: ObjectDeclaration,
  members: readonly Member[],
): { hasItems: boolean; item?: Lexeme; owned?: Lexeme; borrowed?: Lexeme } {
  const member = members.find(({ property }) => property.name.wire === declaration.items);
  const list = member ? resolved(context, member.value) : null;
  if (!member || list?.kind !== 'list') return { hasItems: false };
  const name = code`self.${identifier(member.name)}`;
  return {
    hasItems: true,
    item: nativeType(context, list.items),
    owned: chain(name, [...taken(member), code`.into_iter()`], code``, 8),
    borrowed: chain(
      name,
      member.presence === 'required'
        ? [code`.iter()`]
        : [code`.as_ref()`, code`.map_or(&[][..], Vec::as_slice)`, code`.iter()`],
      code``,
      8,
    ),
  };
}

/** What makes a list that may be missing an empty one. */
export function taken({ presence }: Pick<Member, 'presence'>): Lexeme[] {
  if (presence === 'required') return [];
  return presence === 'optional' ? [code`.unwrap_or_default()`] : [code`.into_value()`, code`.unwrap_or_default()`];
}
