import type { Change, ChangeKind, Name } from '@sdkgen/ir';
import type { Language } from '../language.ts';
import { type ChangeClass, type Compatibility, largest, type NameSpelling } from './compatibility.ts';
import { migrationOf, wordsOf } from './words.ts';

/** One change, as people read it, and what it is to each language. */
export interface Finding {
  readonly pointer: string;
  readonly kind: ChangeKind;
  /** What it is of, in the document's names: `temporal_knn.k`, `Entity.created_at`. */
  readonly subject: string;
  readonly words: string;
  /** By language, those that were asked for. */
  readonly classes: Readonly<Record<string, ChangeClass>>;
  /** The same as users of each language spell it. */
  readonly names: Readonly<Record<string, string>>;
  readonly migration: string | null;
}

type Asked = Pick<Language, 'id' | 'compatibility'>;

export function findingsOf(changes: readonly Change[], languages: readonly Asked[]): Finding[] {
  return changes.map((change) => {
    const of = <T>(answer: (compatibility: Compatibility) => T): Record<string, T> =>
      Object.fromEntries(languages.map(({ id, compatibility }) => [id, answer(compatibility)]));
    return {
      pointer: change.pointer,
      kind: change.kinds[0],
      subject: spelled(change, WIRE),
      words: wordsOf(change),
      classes: of(({ classes }) => largest(change.kinds.map((kind) => classes[kind])) ?? 'fix'),
      names: of(({ spell }) => spelled(change, spell)),
      migration: migrationOf(change),
    };
  });
}

const wire = ({ wire }: Name): string => wire;
const WIRE: NameSpelling = { operation: wire, type: wire, member: wire };

function spelled({ subject: { role, name, part } }: Change, spell: NameSpelling): string {
  const whole = role === 'operation' ? spell.operation(name) : role === 'client' ? 'client' : spell.type(name);
  if (!part) return whole;
  const isName = part.role === 'argument' || part.role === 'member';
  return `${whole}.${isName ? spell.member(part.name) : part.name.wire}`;
}

/** The largest class over all findings and languages; null when there is none. */
export const classOf = (findings: readonly Finding[]): ChangeClass | null =>
  largest(findings.flatMap(({ classes }) => Object.values(classes)));
