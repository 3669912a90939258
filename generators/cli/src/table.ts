import type { TargetReport } from './options.ts';

/** The table `generate` ends with: one row a target. */
export function table(reports: readonly TargetReport[]): string {
  const header = ['target', 'operations', 'files', 'written', 'unchanged', 'ms'];
  const rows = reports.map(({ label, operations, files, changed, unchanged, milliseconds }) =>
    [label, operations, files, changed.length, unchanged, Math.round(milliseconds)].map(String),
  );
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const written = reports.reduce((sum, { changed }) => sum + changed.length, 0);
  const omitted = new Set(reports.flatMap((report) => report.omitted));
  return [line(header), ...rows.map(line), ...omitted, `written ${written}`].join('\n');
}
