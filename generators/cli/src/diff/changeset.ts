import { classOf, type Finding } from '@sdkgen/codegen';
import { worstOf } from './print.ts';

export type Bump = 'major' | 'minor' | 'patch';

/** One version for all packages: the largest class over all languages decides. Below 1.0 breaking is minor, and all else patch. */
export function bumpOf(findings: readonly Finding[], version: string): Bump | null {
  const worst = classOf(findings);
  if (worst === null) return null;
  const isEarly = version.startsWith('0.');
  switch (worst) {
    case 'breaking':
      return isEarly ? 'minor' : 'major';
    case 'addition':
      return isEarly ? 'patch' : 'minor';
    case 'fix':
      return 'patch';
  }
}

interface Titled {
  readonly id: string;
  readonly title: string;
}

/** A changeset: the bump of each package, and a changelog that tells each language's users in their own names. */
export function changesetOf(
  findings: readonly Finding[],
  packages: readonly string[],
  version: string,
  languages: readonly Titled[],
): string | null {
  const bump = bumpOf(findings, version);
  if (bump === null) return null;
  const front = ['---', ...packages.map((name) => `${JSON.stringify(name)}: ${bump}`), '---'];
  return `${[...front, '', changelogOf(findings, languages)].join('\n')}\n`;
}

const SECTIONS = ['Removed', 'Changed', 'Added', 'Deprecated'] as const;
type Section = (typeof SECTIONS)[number];

/** What was removed, changed and added. Languages for which it reads alike share it. */
export function changelogOf(findings: readonly Finding[], languages: readonly Titled[]): string {
  const told = findings.filter(({ kind }) => kind !== 'documentation-changed');
  if (told.length === 0) return 'Documentation only.';
  const parts = languages.map(({ id, title }) => {
    const lines = SECTIONS.flatMap((section) => linesOf(section, told, id));
    return { heading: `${title} (${worstOf(findings, id) ?? 'nothing'})`, text: lines.join('\n').trim() };
  });
  const alike = Map.groupBy(parts, ({ text }) => text);
  return [...alike]
    .map(([text, same]) => `### ${same.map(({ heading }) => heading).join(', ')}\n\n${text}`)
    .join('\n\n');
}

function linesOf(section: Section, findings: readonly Finding[], language: string): string[] {
  const some = findings.filter((finding) => sectionOf(finding) === section && language in finding.classes);
  if (some.length === 0) return [];
  return [`**${section}**`, '', ...some.map((finding) => lineOf(finding, language)), ''];
}

function lineOf({ names, words, classes, migration, subject }: Finding, language: string): string {
  const note = migration && classes[language] !== 'fix' ? ` ${migration}` : '';
  const mark = classes[language] === 'breaking' ? 'Breaking: ' : '';
  return `- ${mark}\`${names[language] ?? subject}\` ${words}.${note}`;
}

function sectionOf({ kind }: Finding): Section {
  if (kind.endsWith('-removed') || kind.endsWith('-removed-at-once')) return 'Removed';
  if (kind.endsWith('-added')) return 'Added';
  return kind.endsWith('-deprecated') ? 'Deprecated' : 'Changed';
}
