import type { Finding } from '@vectorscaledb/conformance';
import { type LanguageScore, NO_DRIVER } from './score.ts';

const MAX_SHOWN = 1500;

/** Failures only, a case at a time with the languages that have it, and a count for each language. */
export function asText(scores: readonly LanguageScore[]): string {
  const languages = scores.map(({ language }) => language);
  const failures = new Map<string, { language: string; lines: string[] }[]>();
  for (const { language, scored } of scores) {
    for (const { suite, one, findings, ran } of scored) {
      if (findings.length === 0) continue;
      // Without a driver everything fails, in one way.
      const key = ran || !isNoDriver(findings) ? `${suite} › ${one.fixture} › ${one.name}` : suite;
      if (failures.get(key)?.some((failure) => key === suite && failure.language === language)) continue;
      const lines = findings.map(({ what, expected, got }) => `${what}: expected ${cut(expected)}\n  got ${cut(got)}`);
      failures.set(key, [...(failures.get(key) ?? []), { language, lines }]);
    }
  }
  const width = Math.max(...languages.map((language) => language.length));
  const shown = [...failures].map(([key, of]) => {
    const marks = languages.map((language) => (of.some((one) => one.language === language) ? '✗' : '✓'));
    const details = grouped(of).map(
      ([who, text]) => `  ${who.padEnd(width)} ${text.replaceAll('\n', `\n  ${' '.repeat(width)} `)}`,
    );
    return `${marks.join(' ')}  ${key}\n${details.join('\n')}`;
  });
  const counts = scores.map(({ language, scored }) => {
    const failed = scored.filter(({ findings }) => findings.length > 0).length;
    return `${language} ${scored.length - failed}/${scored.length}`;
  });
  return `${[...shown, `${languages.join(' ')}: ${counts.join(', ')}`].join('\n')}\n`;
}

const isNoDriver = (findings: readonly Finding[]): boolean => findings.some(({ what }) => what === NO_DRIVER);

/** Languages that fail in the same way are one line. */
function grouped(failures: readonly { language: string; lines: readonly string[] }[]): [string, string][] {
  const same = Map.groupBy(failures, ({ lines }) => lines.join('\n'));
  return [...same].map(([text, of]) => [of.map(({ language }) => language).join(' '), text]);
}

const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)} …` : text);
