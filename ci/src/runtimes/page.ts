// A driver for JavaScript in a page of Chromium: `node page.ts DRIVER`, the driver's compiled main module. What it reads and
// writes goes between the page and this process; the SDK has what browsers have and nothing else. Chromium does not ask servers
// whether the page may call them: the scoring server counts requests, and would count the questions.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';

const [driver = ''] = process.argv.slice(2);

/** What the driver has of Node.js, made of what pages have. Not global: the SDK must not take this for Node.js. */
const NODE = `
let feed;
const input = new ReadableStream({ start: (controller) => { feed = controller; } });
globalThis.hear = (text) => feed.enqueue(new TextEncoder().encode(text));
globalThis.hearNoMore = () => feed.close();
const program = {
  stdin: input,
  stdout: { write: (text, done) => globalThis.say(text).then(done) },
  stderr: { write: (text) => console.error(text) },
  on: () => {},
  exit: () => globalThis.leave(),
};
`;

const made = await build({
  entryPoints: [driver],
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  write: false,
  define: { process: 'program' },
  banner: { js: NODE },
});
const page = `<!doctype html><meta charset="utf-8"><script type="module">${made.outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`;

// A secure context, as users' pages are: from loopback that needs no certificate.
const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page));
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '',
  args: ['--no-sandbox', '--disable-web-security'],
});
const tab = await browser.newPage();
tab.on('console', (message) => process.stderr.write(`${message.text()}\n`));
tab.on('pageerror', (error) => process.stderr.write(`${error}\n`));
await tab.exposeFunction('say', (text: string) => new Promise((written) => process.stdout.write(text, written)));
await tab.exposeFunction('leave', () => void end());
await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

for await (const chunk of process.stdin.setEncoding('utf8'))
  await tab.evaluate((text) => (globalThis as unknown as Talking).hear(text), chunk as string);
// The page may be gone before it could say that it heard.
await tab.evaluate(() => (globalThis as unknown as Talking).hearNoMore()).catch(() => undefined);

interface Talking {
  hear(text: string): void;
  hearNoMore(): void;
}

async function end(): Promise<void> {
  await browser.close();
  process.exit(0);
}
