import type { Finding } from '@vectorscaledb/conformance';
import { type Disagreement, disagreements } from './agree.ts';
import { type LanguageScore, NO_DRIVER } from './score.ts';

const MAX_SHOWN = 1500;

/** How one case went wrong, in one language or several alike. */
interface Failure {
  readonly languages: string[];
  readonly text: string;
}

/** Failures only, a case at a time with the languages that have it, and a count for each language. */
export function asText(scores: readonly LanguageScore[]): string {
  const languages = scores.map(({ language }) => language);
  const shown = new Set<string>();
  const without = withoutDriver(scores);
  const lines = [...failuresOf(scores)].flatMap(([name, failures]) => {
    const failed = failures.flatMap((failure) => failure.languages);
    const marks = languages.map((language) => markOf(language, failed, name, without)).join(' ');
    return [`${marks}  ${name}`, ...failures.flatMap((failure) => details(failure, name, shown))];
  });
  const counts = scores.map(({ language, scored }) => {
    const failed = scored.filter(({ findings }) => findings.length > 0).length;
    return `${language} ${scored.length - failed}/${scored.length}`;
  });
  return `${[...lines, ...disagreements(scores).flatMap(disagreement), counts.join(', ')].join('\n')}\n`;
}

function disagreement({ name, languages, ways }: Disagreement): string[] {
  return [`≠  ${name}`, ...languages.map((language, n) => `  ${language}  ${cut(ways[n] ?? '')}`)];
}

/** `·` where there was no driver to ask. */
function markOf(language: string, failed: readonly string[], name: string, without: ReadonlySet<string>): string {
  if (failed.includes(language)) return '✗';
  return without.has(`${language} ${name.split(' › ')[0]}`) ? '·' : '✓';
}

/** Languages with the suites they have no driver for. */
function withoutDriver(scores: readonly LanguageScore[]): Set<string> {
  return new Set(
    scores.flatMap(({ language, scored }) =>
      scored.filter(({ findings }) => isNoDriver(findings)).map(({ suite }) => `${language} ${suite}`),
    ),
  );
}

function failuresOf(scores: readonly LanguageScore[]): Map<string, Failure[]> {
  const failures = new Map<string, Failure[]>();
  for (const { language, scored } of scores) {
    for (const { suite, one, findings } of scored.filter(({ findings }) => findings.length > 0)) {
      // Without a driver everything fails, in one way.
      const name = isNoDriver(findings) ? suite : `${suite} › ${one.fixture} › ${one.name}`;
      const text = findings.map(({ what, expected, got }) => `${what}: expected ${cut(expected)}\n  got ${cut(got)}`);
      add(failures, name, language, text.join('\n'));
    }
  }
  return failures;
}

function add(failures: Map<string, Failure[]>, name: string, language: string, text: string): void {
  const of = failures.get(name) ?? [];
  failures.set(name, of);
  const alike = of.find((failure) => failure.text === text);
  if (!alike) of.push({ languages: [language], text });
  else if (!alike.languages.includes(language)) alike.languages.push(language);
}

/** What many cases have in common is told once. */
function details({ languages, text }: Failure, name: string, shown: Set<string>): string[] {
  const who = languages.join(' ');
  const key = `${who} ${name.split(' › ')[1]} ${text}`;
  if (shown.has(key)) return [`  ${who}  as above`];
  shown.add(key);
  return [`  ${who}  ${text.replaceAll('\n', '\n      ')}`];
}

const isNoDriver = (findings: readonly Finding[]): boolean => findings.some(({ what }) => what === NO_DRIVER);

const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)} …` : text);
