// What the page does: filters, and what stands behind a cell. Text goes in as text, never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const panel = byId('panel');
const rows = new Map(data.rows.map((row) => [row.operation, row]));

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function section(title, text) {
  return text ? [element('h3', title), element('pre', text)] : [];
}

function caseOf({ key, request, result, passed }, open) {
  const details = element('details', '');
  details.open = open;
  details.append(
    element('summary', `${passed ? '✓' : '✗'} ${key}`, { class: passed ? 'pass' : 'fail' }),
    ...section('Request', request),
    ...section('Result', result),
  );
  return details;
}

function show(button) {
  const { operation, feature, language } = button.dataset;
  const cell = rows.get(operation).cells[feature][language];
  const detail = data.details[operation][language];
  const wanted = new Set(cell.cases);
  const failed = detail.cases.filter(({ passed }) => !passed);
  const cases = [...failed, ...detail.cases.filter(({ key, passed }) => passed && wanted.has(key))];
  const hidden = cell.cases.length - (cases.length - failed.length);
  const found = cell.findings
    .map(({ what, expected, got }) => `${what}\nexpected ${expected}\ngot ${got}`)
    .join('\n\n');
  const close = element('button', '✕', { type: 'button', 'aria-label': 'Close', id: 'close' });
  close.addEventListener('click', () => {
    panel.hidden = true;
    press(null);
    button.focus();
  });
  panel.replaceChildren(
    close,
    element('h2', `${operation} · ${feature} · ${language}`, { class: cell.state }),
    ...(cell.note ? [element('p', cell.note)] : []),
    ...section('Findings', found),
    ...(cases.length > 0 ? [element('h3', 'Cases')] : []),
    ...cases.map((one, n) => caseOf(one, n === 0)),
    ...(hidden > 0 ? [element('p', `${hidden} more cases passed: dist/parity/wire/${language}.json has them.`)] : []),
    ...section('Extracted from the package', detail.signature),
    ...section(`Generated code (${detail.at})`, detail.code),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
  press(button);
  panel.focus();
}

function press(button) {
  for (const pressed of document.querySelectorAll('#matrix [aria-pressed]')) pressed.removeAttribute('aria-pressed');
  button?.setAttribute('aria-pressed', 'true');
}

function filter() {
  const operation = byId('operation').value.trim().toLowerCase();
  const language = byId('language').value;
  const feature = byId('feature').value;
  const failing = byId('failing').checked;
  let shown = 0;
  for (const row of document.querySelectorAll('#matrix tbody tr')) {
    for (const button of row.querySelectorAll('button')) {
      button.hidden =
        (language !== '' && button.dataset.language !== language) || (failing && !button.classList.contains('fail'));
    }
    const cells = [...row.querySelectorAll('td')].filter((cell) => feature === '' || cell.dataset.feature === feature);
    const isEmpty = failing && !cells.some((cell) => cell.querySelector('button:not([hidden])'));
    row.hidden = !row.dataset.operation.toLowerCase().includes(operation) || isEmpty;
    if (!row.hidden) shown += 1;
  }
  for (const cell of document.querySelectorAll('#matrix [data-feature]')) {
    if (cell.tagName !== 'BUTTON') cell.hidden = feature !== '' && cell.dataset.feature !== feature;
  }
  byId('shown').textContent = `${shown} of ${data.rows.length} operations`;
}

byId('matrix').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button) show(button);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') byId('close')?.click();
});
document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
document.querySelector('form').addEventListener('input', filter);
filter();
