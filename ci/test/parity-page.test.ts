import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Cell } from '../src/parity/matrix.ts';
import type { Details } from '../src/parity/page/details.ts';
import { html } from '../src/parity/page/html.ts';
import type { Report } from '../src/parity/report.ts';
import { chromium } from '../src/run/chromium.ts';

const program = chromium();
const why = program ? '' : ' (no Chromium on this machine: install one, or name it in CHROMIUM)';
const MINUTE = 60_000;
const HOSTILE = '</script><img src=x onerror="document.title=1">';

let folder = '';
let browser: Browser | null = null;
let page: Page;
const requested: string[] = [];
const failures: unknown[] = [];

const cell = (state: Cell['state'], more: Partial<Cell> = {}): Cell => ({
  state,
  note: null,
  findings: [],
  cases: ['generated › get_thing: plain'],
  ...more,
});
const FINDING = {
  check: 'surface' as const,
  language: 'go',
  operation: 'put_thing',
  features: ['docs'],
  what: `put_thing › docs ${HOSTILE}`,
  expected: 'words',
  got: HOSTILE,
};
const REPORT: Report = {
  isRight: false,
  matrix: {
    languages: ['rust', 'go'],
    features: ['typed request', 'docs'],
    rows: ['get_thing', 'put_thing'].map((operation) => ({
      operation,
      route: `GET /${operation}`,
      cells: {
        'typed request': { rust: cell('pass'), go: cell('absent', { note: 'not in this document' }) },
        docs: {
          rust: cell('pass'),
          go: operation === 'put_thing' ? cell('fail', { findings: [FINDING] }) : cell('pass'),
        },
      },
    })),
  },
  findings: [FINDING],
  excepted: [],
  stale: [],
  cases: { rust: 1, go: 1 },
};
const DETAIL = {
  signature: 'get_thing(id: string) → @Thing',
  at: 'src/lib.rs:3',
  code: `pub fn get_thing() {} // ${HOSTILE}`,
  cases: [
    { key: 'generated › get_thing: plain', request: 'GET /get_thing', result: '{"ok":true}', passed: true },
    { key: 'generated › get_thing: full', request: HOSTILE, result: 'never asked for', passed: true },
  ],
};
const DETAILS: Details = Object.fromEntries(
  ['get_thing', 'put_thing'].map((operation) => [operation, { rust: DETAIL, go: DETAIL }]),
);

beforeAll(async () => {
  if (!program) return;
  folder = await mkdtemp(join(tmpdir(), 'parity-page-'));
  const path = join(folder, 'index.html');
  await writeFile(path, html(REPORT, DETAILS));
  browser = await puppeteer.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu'],
    userDataDir: join(folder, 'profile'),
  });
  page = await browser.newPage();
  page.on('request', (request) => requested.push(request.url()));
  page.on('pageerror', (error) => failures.push(error));
  await page.goto(pathToFileURL(path).href);
}, 2 * MINUTE);

afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const visibleRows = (): Promise<string[]> =>
  page.$$eval('#matrix tbody tr:not([hidden])', (rows) => rows.map((row) => row.getAttribute('data-operation') ?? ''));
const button = (operation: string, feature: string, language: string): string =>
  `button[data-operation="${operation}"][data-feature="${feature}"][data-language="${language}"]`;
const panelText = (): Promise<string> => page.$eval('#panel', (panel) => panel.textContent ?? '');

it.skipIf(!program)(
  `the page says at a glance how it stands, and loads nothing${why}`,
  { timeout: MINUTE },
  async () => {
    expect(await page.$eval('h1', (title) => title.textContent)).toContain('No parity');
    expect(await page.$$eval('#matrix button', (cells) => cells.map((one) => one.textContent).join(''))).toBe(
      '✓–✓✓✓–✓✗',
    );
    expect(requested.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    expect(failures).toEqual([]);
  },
);

it.skipIf(!program)(
  `a cell opens its request, its result and the generated code, as text${why}`,
  { timeout: MINUTE },
  async () => {
    await page.click(button('get_thing', 'typed request', 'rust'));
    const text = await panelText();
    for (const part of ['GET /get_thing', '{"ok":true}', 'pub fn get_thing()', 'get_thing(id: string)'])
      expect(text).toContain(part);
    expect(text).not.toContain('never asked for');
    await page.click(button('put_thing', 'docs', 'go'));
    expect(await panelText()).toContain(`got ${HOSTILE}`);
    await page.click(button('get_thing', 'typed request', 'go'));
    expect(await panelText()).toContain('not in this document');
    expect(await page.$$eval('img', (images) => images.length)).toBe(0);
    expect(await page.title()).toContain('No parity');
  },
);

it.skipIf(!program)(
  `the panel closes by the keyboard, back to the cell it came from${why}`,
  { timeout: MINUTE },
  async () => {
    await page.focus(button('get_thing', 'docs', 'rust'));
    await page.keyboard.press('Enter');
    expect(await page.$eval('#panel', (panel) => panel.hasAttribute('hidden'))).toBe(false);
    await page.keyboard.press('Escape');
    expect(await page.$eval('#panel', (panel) => panel.hasAttribute('hidden'))).toBe(true);
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toContain('get_thing, docs, rust');
  },
);

it.skipIf(!program)(`filters leave what is asked for${why}`, { timeout: MINUTE }, async () => {
  expect(await visibleRows()).toEqual(['get_thing', 'put_thing']);
  await page.click('#failing');
  expect(await visibleRows()).toEqual(['put_thing']);
  await page.click('#failing');
  await page.type('#operation', 'GET_');
  expect(await visibleRows()).toEqual(['get_thing']);
  await page.select('#language', 'go');
  expect(
    await page.$$eval('#matrix button:not([hidden])', (cells) =>
      cells.every((one) => one.getAttribute('data-language') === 'go'),
    ),
  ).toBe(true);
});
