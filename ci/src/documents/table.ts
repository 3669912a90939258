import type { Trial } from './trial.ts';

/** One row a document and language, as Markdown. */
export function asTable(trials: readonly Trial[]): string {
  const head = ['document', 'operations', 'language', 'lines', 'CPU s', 'MiB', 'strict checks', 'checks took, s'];
  const rows = trials.map(({ document, operations, language, lines, cpuSeconds, peakMiB, checks }) => [
    document,
    String(operations),
    language,
    String(lines),
    cpuSeconds.toFixed(1),
    peakMiB.toFixed(0),
    checks.every(({ problem }) => problem === null)
      ? `all ${checks.length} pass`
      : checks
          .filter(({ problem }) => problem !== null)
          .map(({ name }) => `${name} FAILS`)
          .join(', '),
    checks.reduce((total, { seconds }) => total + seconds, 0).toFixed(0),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
