import { readFileSync } from 'node:fs';
import type { Cell } from '../matrix.ts';
import { cellsOf, type Report } from '../report.ts';
import type { Details } from './details.ts';

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const MARKS: Readonly<Record<Cell['state'], string>> = { pass: '✓', fail: '✗', excepted: '~', absent: '–' };
const WORDS: Readonly<Record<Cell['state'], string>> = {
  pass: 'passes',
  fail: 'fails',
  excepted: 'a known exception',
  absent: 'not applicable',
};

/** Operations down, features across, languages in each; everything said is text, and nothing is loaded. */
export function html(report: Report, details: Details): string {
  const { matrix, findings, cases } = report;
  const cells = cellsOf(matrix);
  const count = (state: Cell['state']): number => cells.filter(({ cell }) => cell.state === state).length;
  const total = Object.values(cases).reduce((sum, n) => sum + n, 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${report.isRight ? 'Parity' : 'No parity'} of ${escaped(matrix.languages.join(', '))}</title>
<style>${asset('page.css')}</style>
</head>
<body>
<header>
<h1><span class="${report.isRight ? 'pass' : 'fail'}">${report.isRight ? '✓ Parity' : '✗ No parity'}</span>
of ${escaped(matrix.languages.join(', '))} in ${matrix.rows.length} operations</h1>
<p>${count('pass')} cells pass, ${count('fail')} fail, ${count('excepted')} are known exceptions, ${count('absent')} are not applicable. ${total} cases ran, ${findings.length} findings.
Choose a cell to see the request, the result and the generated code.</p>
<form role="search">
<label>Operation <input id="operation" type="search" placeholder="any"></label>
<label>Language <select id="language"><option value="">all</option>${options(matrix.languages)}</select></label>
<label>Feature <select id="feature"><option value="">all</option>${options(matrix.features)}</select></label>
<label><input id="failing" type="checkbox"> failing only</label>
<output id="shown"></output>
</form>
</header>
<main>
<div class="scroll" tabindex="0" role="region" aria-label="Matrix">
<table id="matrix">
<caption class="hidden">Operations by feature and language</caption>
<thead><tr><th scope="col">Operation</th>${matrix.features.map((feature) => `<th scope="col" data-feature="${escaped(feature)}"><span>${escaped(feature)}</span></th>`).join('')}</tr></thead>
<tbody>
${matrix.rows.map((row) => rowOf(report, row)).join('\n')}
</tbody>
</table>
</div>
<section id="panel" aria-live="polite" hidden tabindex="-1"></section>
</main>
<script type="application/json" id="data">${embedded({ rows: matrix.rows, details, findings })}</script>
<script>${asset('page.js')}</script>
</body>
</html>
`;
}

function rowOf({ matrix }: Report, { operation, route, cells }: Report['matrix']['rows'][number]): string {
  const features = matrix.features.map((feature) => {
    const buttons = matrix.languages.map((language) => {
      const { state = 'absent' } = cells[feature]?.[language] ?? {};
      const label = escaped(`${operation}, ${feature}, ${language}: ${WORDS[state]}`);
      return `<button type="button" class="${state}" data-operation="${escaped(operation)}" data-feature="${escaped(feature)}" data-language="${escaped(language)}" aria-label="${label}" title="${label}">${MARKS[state]}</button>`;
    });
    return `<td data-feature="${escaped(feature)}">${buttons.join('')}</td>`;
  });
  return `<tr data-operation="${escaped(operation)}"><th scope="row">${escaped(operation)}<small>${escaped(route)}</small></th>${features.join('')}</tr>`;
}

const options = (names: readonly string[]): string => names.map((name) => `<option>${escaped(name)}</option>`).join('');

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** JSON in a page: nothing in it ends the element it stands in. */
const embedded = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028');
