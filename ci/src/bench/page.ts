import { type BenchReport, tables } from './report.ts';

/** The report as one page that needs nothing else. */
export function asPage(report: BenchReport): string {
  const { document, machine } = report;
  const facts = [
    `${document.operations} operations, ${Math.round(document.bytes / 1024)} KiB`,
    `${machine.cores} cores, ${machine.cpu}`,
    `load before ${machine.load.toFixed(1)}`,
    `Node ${machine.node}`,
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Rendering four SDKs</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 52rem; margin: 3rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { padding: .3rem .75rem; text-align: right; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
  th:first-child, td:first-child, th:nth-child(5), td:nth-child(5) { text-align: left; }
  section:first-of-type td:nth-child(2) { font-size: 1.6rem; font-weight: 600; }
  footer { opacity: .7; margin-top: 2rem; }
</style>
<h1>Rendering four SDKs from one document</h1>
${tables(report).map(section).join('\n')}
<footer>${escaped(facts.join(' · '))}. CPU is user and system time. Every figure is the median of its runs, all taken in one go; the operating
system's file cache is warm for all.</footer>
</html>
`;
}

function section({ title, rows: [head = [], ...body] }: ReturnType<typeof tables>[number]): string {
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<section>
<h2>${escaped(title)}</h2>
<table>
<thead>${line('th', head)}</thead>
<tbody>
${body.map((cells) => line('td', cells)).join('\n')}
</tbody>
</table>
</section>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
