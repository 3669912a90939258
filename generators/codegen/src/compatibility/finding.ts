import type { Change, ChangeKind, Name } from '@sdkgen/ir';
import type { Language } from '../language.ts';
import { CHANGE_CLASSES, type ChangeClass, type Compatibility, largest, type NameSpelling } from './compatibility.ts';
import type { SurfaceChange } from './surfaces.ts';
import { migrationOf, wordsOf } from './words.ts';

/** One change, as people read it, and what it is to each language. */
export interface Finding {
  /** In the document; of what only an extracted surface shows, whose it is. */
  readonly pointer: string;
  readonly kind: ChangeKind | SurfaceKind;
  /** What it is of, in the document's names: `temporal_knn.k`, `Entity.created_at`. */
  readonly subject: string;
  readonly words: string;
  /** By language, those that were asked for; of a surface its own. */
  readonly classes: Readonly<Record<string, ChangeClass>>;
  /** The same as users of each language spell it. */
  readonly names: Readonly<Record<string, string>>;
  readonly migration: string | null;
}

export type SurfaceKind = 'surface-added' | 'surface-changed' | 'surface-removed';

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

/**
 * What two extracted surfaces of one language differ in and the documents did not tell: no finding is of the same name and as grave,
 * and documentation is theirs to tell.
 */
export function surfaceFindings(
  language: string,
  changes: readonly SurfaceChange[],
  told: readonly Finding[],
): Finding[] {
  const isTold = ({ subject, class: kind }: SurfaceChange): boolean =>
    told.some((one) => one.names[language] === subject && rank(one.classes[language]) <= rank(kind));
  return changes
    .filter((change) => !isTold(change) && change.words !== 'is documented otherwise')
    .map(({ subject, words, class: kind }) => ({
      pointer: `the package for ${language}`,
      kind: words === 'is gone' ? 'surface-removed' : words === 'is new' ? 'surface-added' : 'surface-changed',
      subject,
      words,
      classes: { [language]: kind },
      names: { [language]: subject },
      migration: null,
    }));
}

const rank = (kind: ChangeClass | undefined): number => (kind ? CHANGE_CLASSES.indexOf(kind) : CHANGE_CLASSES.length);
