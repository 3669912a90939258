import { code, type Lexeme } from '@sdkgen/codegen';
import type { ObjectDeclaration } from '@sdkgen/ir';
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
    owned: code`${taken(name, member)}.into_iter()`,
    borrowed:
      member.presence === 'required'
        ? code`${name}.iter()`
        : code`${name}.as_ref().map_or(&[][..], Vec::as_slice).iter()`,
  };
}

/** The list itself, empty where it is missing. */
export function taken(name: Lexeme, { presence }: Pick<Member, 'presence'>): Lexeme {
  if (presence === 'required') return name;
  return presence === 'optional' ? code`${name}.unwrap_or_default()` : code`${name}.into_value().unwrap_or_default()`;
}
