import type { Finding } from './finding.ts';
import { cellsOf, type Report } from './report.ts';

const MAX_SHOWN = 30;
const MAX_TEXT = 200;

/** What a person wants to know first: a count for each language and feature, then what is wrong. */
export function summary(report: Report): string {
  const { matrix, findings, excepted, stale, cases } = report;
  const cells = cellsOf(matrix);
  const width = Math.max(...matrix.features.map(({ length }) => length));
  const head = `${''.padEnd(width)}  ${matrix.languages.map((language) => language.padStart(8)).join('')}`;
  const lines = matrix.features.map((feature) => {
    const counts = matrix.languages.map((language) =>
      countOf(cells.filter((one) => one.feature === feature && one.language === language)),
    );
    return `${feature.padEnd(width)}  ${counts.map((count) => count.padStart(8)).join('')}`;
  });
  const ran = matrix.languages.map((language) => String(cases[language] ?? 0).padStart(8)).join('');
  return [
    head,
    ...lines,
    `${'cases'.padEnd(width)}  ${ran}`,
    '',
    ...findings.slice(0, MAX_SHOWN).map(line),
    ...(findings.length > MAX_SHOWN ? [`… and ${findings.length - MAX_SHOWN} more in dist/parity/report.json`] : []),
    ...stale.map((text) => `✗ ${text}`),
    ...grouped(
      excepted.map(
        ({ language, features, what, reason }) => `~ ${language} › ${features.join(', ') || what}: ${reason}`,
      ),
    ),
    `${report.isRight ? 'parity' : 'NO parity'}: ${matrix.rows.length} operations, ${matrix.languages.length} languages, ${findings.length} findings; dist/parity/index.html`,
    '',
  ].join('\n');
}

function countOf(cells: ReturnType<typeof cellsOf>): string {
  const failed = cells.filter(({ cell }) => cell.state === 'fail').length;
  const passed = cells.filter(({ cell }) => cell.state === 'pass').length;
  const known = cells.filter(({ cell }) => cell.state === 'excepted').length;
  if (failed > 0) return `✗ ${failed}/${failed + passed + known}`;
  if (known > 0) return `~ ${known}/${passed + known}`;
  return passed > 0 ? `✓ ${passed}` : '–';
}

const line = ({ check, language, what, expected, got }: Finding): string =>
  `✗ ${language} › ${what} (${check})\n    expected ${cut(expected)}\n    got ${cut(got)}`;

const cut = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > MAX_TEXT ? `${flat.slice(0, MAX_TEXT)}…` : flat;
};

/** Each line once, with how often. */
function grouped(lines: readonly string[]): string[] {
  return [...Map.groupBy(lines, (text) => text)].map(([text, all]) =>
    all.length > 1 ? `${text} (${all.length} times)` : text,
  );
}
