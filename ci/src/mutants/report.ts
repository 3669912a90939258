import { writeFile } from 'node:fs/promises';
import { folderOf } from './source.ts';
import type { Verdict } from './verdict.ts';

const PARTS = ['runtime', 'generated', 'template', 'view', 'document'] as const;

/** `dist/mutants/report.json`, and the same in short for a terminal. */
export async function writeReport(verdicts: readonly Verdict[], rustBuilds: number, seconds: number): Promise<void> {
  const survivors = verdicts.filter(({ caughtBy }) => caughtBy === null);
  const report = { mutants: verdicts.length, survivors: survivors.length, rustBuilds, seconds, verdicts };
  await writeFile(folderOf('report.json'), `${JSON.stringify(report, null, 2)}\n`);
}

export function asText(verdicts: readonly Verdict[]): string {
  const languages = [...new Set(verdicts.map(({ mutant }) => mutant.language))];
  const checks = [...new Set(verdicts.map(({ caughtBy }) => caughtBy ?? 'nobody'))].sort();
  const count = (test: (verdict: Verdict) => boolean): string => String(verdicts.filter(test).length);
  const of = (language: string) => (verdict: Verdict) => verdict.mutant.language === language;
  const rows = [
    ['', ...languages, 'all'],
    ...PARTS.map((part) => [
      `in the ${part}`,
      ...languages.map((id) => count((one) => of(id)(one) && one.mutant.part === part)),
      count((one) => one.mutant.part === part),
    ]),
    ...checks.map((check) => [
      `by ${check}`,
      ...languages.map((id) => count((one) => of(id)(one) && (one.caughtBy ?? 'nobody') === check)),
      count((one) => (one.caughtBy ?? 'nobody') === check),
    ]),
  ];
  const survivors = verdicts
    .filter(({ caughtBy }) => caughtBy === null)
    .map(({ name, mutant }) => `SURVIVED ${name}: ${mutant.fault} (${mutant.file})`);
  return [...table(rows), ...survivors, `${verdicts.length} mutants, ${survivors.length} survived`, ''].join('\n');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(width(0)) : cell.padStart(width(column)))).join('  '),
  );
}
