import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { expect, it } from 'vitest';
import { pageOf } from '../src/bench/calls.ts';
import { asPage } from '../src/bench/page.ts';
import { chromium } from '../src/run/chromium.ts';

const program = chromium();
const why = program ? '' : ' (no Chromium on this machine: install one, or name it in CHROMIUM)';
const HOSTILE = '<img src=x onerror="document.title=1">';

it.skipIf(!program)(`shows what calls cost beside the bare transport, and why a figure is missing${why}`, async () => {
  const page = asPage(
    pageOf({
      machine: { cpu: HOSTILE, cores: 2, load: 0.5 },
      languages: {
        Go: { 'one call, s | ours': 0.003, 'one call, s | bare: net/http': 0.002, 'dependencies | ours': 1 },
        Rust: { notMeasured: `no cargo ${HOSTILE}` },
      },
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
  const browser = await puppeteer.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
  try {
    const file = join(folder, 'calls.html');
    await writeFile(file, page);
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(file).href);
    const cells = await tab.$$eval('tr', (rows) => rows.map((row) => [...row.children].map((one) => one.textContent)));
    expect(cells).toContainEqual(['one call: ours', '3.00 ms', '1.50']);
    expect(cells).toContainEqual(['one call: bare: net/http', '2.00 ms', '']);
    expect(cells).toContainEqual(['dependencies: ours', '1', '']);
    expect(cells).toContainEqual([`not measured: no cargo ${HOSTILE}`, '', '']);
    expect(await tab.title()).toBe('What calls cost');
    expect(await tab.$('img')).toBe(null);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});
