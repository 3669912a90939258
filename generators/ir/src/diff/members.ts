import { isDeepStrictEqual } from 'node:util';
import type { ObjectDeclaration, Property, Usage } from '../declaration.ts';
import { boundsIn } from './bounds.ts';
import type { ChangeKind, Found } from './change.ts';
import { type TypePair, typeSubject } from './declarations.ts';
import { sameProse } from './docs.ts';
import { relationOf } from './relation.ts';
import { typeText } from './text.ts';

/** Members of an object by their wire names; what a change means depends on who writes the object. */
export function compareMembers(pair: TypePair<ObjectDeclaration>, found: Found): void {
  const { before, after, old, now, usage } = pair;
  const left = new Map(old.properties.map((member) => [member.name.wire, member]));
  for (const member of now.properties) {
    const was = left.get(member.name.wire);
    left.delete(member.name.wire);
    if (was) compareMember(pair, was, member, found);
    else {
      const input = member.required ? 'required-input-member-added' : 'input-member-added';
      found.add(
        ways(usage, member, input, 'output-member-added'),
        member.pointer,
        subject(now, member),
        null,
        typeText(after, member.type),
      );
    }
  }
  for (const was of left.values()) {
    const kinds = ways(usage, was, 'input-member-removed', 'output-member-removed');
    found.add(kinds, old.id, subject(now, was), typeText(before, was.type));
  }
}

const subject = (type: ObjectDeclaration, { name }: Property) => typeSubject(type, 'member', name);

/** The kinds of a change by who writes the member; types nobody uses are told as results, which is what they can only become. */
function ways(usage: Usage, { access }: Property, input: ChangeKind, output: ChangeKind): ChangeKind[] {
  const isSent = usage.request && access !== 'read';
  const isReceived = usage.response && access !== 'write';
  return [...(isSent ? [input] : []), ...(isReceived || !isSent ? [output] : [])];
}

function compareMember(pair: TypePair<ObjectDeclaration>, was: Property, member: Property, found: Found): void {
  const { before, after, now, usage } = pair;
  const { pointer } = member;
  const part = subject(now, member);
  const add = (input: ChangeKind, output: ChangeKind, old?: string, text?: string): void =>
    found.add(ways(usage, member, input, output), pointer, part, old, text);
  if (was.access !== member.access)
    add('input-member-type-changed', 'output-member-type-changed', was.access, member.access);
  if (!was.required && member.required) add('input-member-now-required', 'output-member-now-certain');
  if (was.required && !member.required) add('input-member-now-optional', 'output-member-now-uncertain');
  const relation = relationOf(before, was.type, after, member.type);
  const [old, text] = [typeText(before, was.type), typeText(after, member.type)];
  if (relation === 'wider') add('input-member-type-wider', 'output-member-type-changed', old, text);
  else if (relation === 'narrower') add('input-member-type-changed', 'output-member-type-narrower', old, text);
  else if (relation === 'other') add('input-member-type-changed', 'output-member-type-changed', old, text);
  else if (boundsIn(was.type) !== boundsIn(member.type))
    found.add('bounds-changed', pointer, part, boundsIn(was.type) || 'none', boundsIn(member.type) || 'none');
  if (!isDeepStrictEqual(was.default, member.default))
    found.add(
      'member-default-changed',
      pointer,
      part,
      JSON.stringify(was.default) ?? 'none',
      JSON.stringify(member.default) ?? 'none',
    );
  if (!was.docs.deprecated && member.docs.deprecated) found.add('member-deprecated', pointer, part);
  if (!sameProse(was.docs, member.docs)) found.add('documentation-changed', pointer, part);
}
