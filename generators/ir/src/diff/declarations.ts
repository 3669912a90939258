import type { Api } from '../api.ts';
import type { Declaration, EnumDeclaration, ObjectDeclaration, UnionDeclaration, Usage } from '../declaration.ts';
import { joinNames, type Name, nameOf } from '../name.ts';
import { usageOf } from '../settle.ts';
import type { ChangeKind, Found, PartRole, Subject } from './change.ts';
import { sameProse } from './docs.ts';
import { compareMembers } from './members.ts';
import { typeText } from './text.ts';

/** Two types of one name. */
export interface TypePair<D extends Declaration = Declaration> {
  readonly before: Api;
  readonly after: Api;
  readonly old: D;
  readonly now: D;
  /** Whether users send it, receive it, or both; as it was or as it is. */
  readonly usage: Usage;
}

export const typeSubject = ({ name }: Declaration, role?: PartRole, part?: Name): Subject => ({
  role: 'type',
  name,
  part: role && part ? { role, name: part } : null,
});

/** Types by the names users know them by: where in the document one stands is nothing to them. */
export function compareDeclarations(before: Api, after: Api, found: Found): void {
  const used = [usageOf(before), usageOf(after)] as const;
  const left = new Map([...before.declarations.values()].map((one) => [keyOf(one), one]));
  for (const now of after.declarations.values()) {
    const old = left.get(keyOf(now));
    left.delete(keyOf(now));
    if (!old) {
      found.add('type-added', now.id, typeSubject(now), null, now.kind);
      continue;
    }
    const [was, is] = [used[0](old.id), used[1](now.id)];
    const usage = { request: was.request || is.request, response: was.response || is.response };
    comparePair({ before, after, old, now, usage }, found);
  }
  for (const old of left.values()) found.add('type-removed', old.id, typeSubject(old), old.kind);
}

const keyOf = ({ name }: Declaration): string => name.words.join(' ');

function comparePair({ old, now, ...rest }: TypePair, found: Found): void {
  const subject = typeSubject(now);
  if (!sameProse(old.docs, now.docs)) found.add('documentation-changed', now.id, subject);
  if (old.kind === 'object' && now.kind === 'object') compareObjects({ old, now, ...rest }, found);
  else if (old.kind === 'enum' && now.kind === 'enum') compareEnums({ old, now, ...rest }, found);
  else if (old.kind === 'union' && now.kind === 'union') compareUnions({ old, now, ...rest }, found);
  else if (old.kind === 'alias' && now.kind === 'alias') {
    const [was, is] = [typeText(rest.before, old.target), typeText(rest.after, now.target)];
    if (was !== is) found.add('type-changed', now.id, subject, was, is);
  } else found.add('type-changed', now.id, subject, old.kind, now.kind);
}

function compareObjects(pair: TypePair<ObjectDeclaration>, found: Found): void {
  const { before, after, old, now } = pair;
  compareMembers(pair, found);
  const text = (api: Api, { additional, items }: ObjectDeclaration): string =>
    `members beyond those named: ${additional ? typeText(api, additional) : 'any'}; list: ${items ?? 'none'}`;
  if (text(before, old) !== text(after, now))
    found.add('type-changed', now.id, typeSubject(now), text(before, old), text(after, now));
}

function compareEnums({ old, now }: TypePair<EnumDeclaration>, found: Found): void {
  const part = (value: string | number): Subject => typeSubject(now, 'value', nameOf(String(value)));
  const values = ({ members }: EnumDeclaration): (string | number)[] => members.map(({ value }) => value);
  for (const value of values(now).filter((one) => !values(old).includes(one)))
    found.add('enum-member-added', now.id, part(value));
  for (const value of values(old).filter((one) => !values(now).includes(one)))
    found.add('enum-member-removed', now.id, part(value));
  if (old.open !== now.open) found.add(now.open ? 'enum-opened' : 'enum-closed', now.id, typeSubject(now));
  if (old.value !== now.value) found.add('type-changed', now.id, typeSubject(now), old.value, now.value);
}

function compareUnions({ before, after, old, now }: TypePair<UnionDeclaration>, found: Found): void {
  const variants = (api: Api, { variants }: UnionDeclaration) =>
    new Map(variants.map(({ name, type }) => [`${name.words.join(' ')}: ${typeText(api, type)}`, name]));
  const [was, is] = [variants(before, old), variants(after, now)];
  const tell = (kind: ChangeKind, name: Name): void =>
    found.add(kind, now.id, typeSubject(now, 'variant', joinNames(name)));
  for (const [text, name] of is) if (!was.has(text)) tell('variant-added', name);
  for (const [text, name] of was) if (!is.has(text)) tell('variant-removed', name);
  const told = ({ match }: UnionDeclaration): string =>
    match.kind === 'tag' ? `by ${match.property}` : 'by the first that fits';
  if (told(old) !== told(now))
    found.add('variants-told-apart-otherwise', now.id, typeSubject(now), told(old), told(now));
}
