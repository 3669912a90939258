/** Cells of text, the first row being their heads. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  /** What it says is what the page is for. */
  readonly isLead?: boolean;
}

export interface Page {
  readonly title: string;
  readonly tables: readonly Table[];
  /** What holds of all figures. */
  readonly facts: readonly string[];
  /** How they were taken. */
  readonly manner: string;
}

/** A report as one page that needs nothing else. */
export function asPage({ title, tables, facts, manner }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 52rem; margin: 3rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { padding: .3rem .75rem; text-align: right; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
  th:first-child, td:first-child, th:nth-child(6), td:nth-child(6) { text-align: left; }
  .lead td:nth-child(2) { font-size: 1.6rem; font-weight: 600; }
  footer { opacity: .7; margin-top: 2rem; }
</style>
<h1>${escaped(title)}</h1>
${tables.map(section).join('\n')}
<footer>${escaped(facts.join(' · '))}. ${escaped(manner)}</footer>
</html>
`;
}

function section({ title, rows: [head = [], ...body], isLead = false }: Table): string {
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<section${isLead ? ' class="lead"' : ''}>
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
