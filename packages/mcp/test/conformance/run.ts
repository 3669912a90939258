// The official conformance suite over the real stdio of the program's host: node test/conformance/run.ts [REVISION [SCENARIO…]]
// One scenario after the other: the suite itself runs them all at once, and then measures how busy the machine is.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cannot } from './cannot.ts';
import { Shim } from './shim.ts';

const VERSION = '0.2.0-alpha.12';
const TOOLS = fileURLToPath(new URL('../../../../.toolchain/mcp/', import.meta.url));
const SUITE = `${TOOLS}node_modules/@modelcontextprotocol/conformance/dist/index.js`;
const HOST = fileURLToPath(new URL('./host.js', import.meta.url));

interface Check {
  readonly id: string;
  readonly name: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

const [revision = '2026-07-28', ...named] = process.argv.slice(2);
if (!existsSync(SUITE))
  execFileSync('npm', ['install', '--no-save', '--prefix', TOOLS, `@modelcontextprotocol/conformance@${VERSION}`], {
    stdio: 'ignore',
  });

function scenarios(): string[] {
  const list = execFileSync(process.execPath, [SUITE, 'list'], { encoding: 'utf8' });
  const [, servers = ''] = list.split(/^Server scenarios.*$/m);
  const lines = (servers.split(/^Client scenarios/m)[0] ?? '').matchAll(/^ +- (\S+) \[(.*)\]$/gm);
  return [...lines].flatMap(([, name = '', revisions = '']) => (revisions.split(',').includes(revision) ? [name] : []));
}

async function checksOf(url: string, scenario: string): Promise<Check[]> {
  const out = mkdtempSync(join(tmpdir(), 'conformance-'));
  const args = [SUITE, 'server', '--url', url, '--scenario', scenario, '--spec-version', revision, '--output-dir', out];
  await new Promise<void>((resolve) => execFile(process.execPath, args, () => resolve()));
  const [file] = globSync('**/checks.json', { cwd: out });
  const checks = file === undefined ? [] : (JSON.parse(readFileSync(join(out, file), 'utf8')) as Check[]);
  rmSync(out, { recursive: true, force: true });
  return checks;
}

/** What is not as it should be: failures nobody excused, and excuses for what passes. */
function complaints(scenario: string, checks: readonly Check[]): string[] {
  const failed = new Map(checks.filter(({ status }) => status === 'FAILURE').map((check) => [check.name, check]));
  const excused = cannot[revision]?.[scenario] ?? {};
  return [
    ...(checks.length === 0 ? ['it told of no check'] : []),
    ...[...failed.values()]
      .filter(({ name }) => !Object.hasOwn(excused, name))
      .map(({ name, errorMessage }) => `${name} FAILED: ${errorMessage}`),
    ...Object.keys(excused)
      .filter((name) => !failed.has(name))
      .map((name) => `${name} passes, though it is excused`),
  ];
}

const shim = new Shim(HOST, revision);
const url = await shim.listen();
let wrong = 0;
let passed = 0;
const all = named.length > 0 ? named : scenarios();
for (const scenario of all) {
  const checks = await checksOf(url, scenario);
  const found = complaints(scenario, checks);
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length;
  const excused = Object.keys(cannot[revision]?.[scenario] ?? {}).length;
  if (found.length > 0) wrong++;
  else if (excused === 0) passed++;
  process.stdout.write(
    `${scenario}: ${count('SUCCESS')} passed${excused > 0 ? `, ${count('FAILURE')} excused` : ''}${count('SKIPPED') > 0 ? `, ${count('SKIPPED')} skipped` : ''}\n`,
  );
  for (const line of found) process.stdout.write(`    ${line}\n`);
}
await shim.close();
process.stdout.write(`${revision}: ${passed} of ${all.length} scenarios whole, ${wrong} not as they should be\n`);
process.exitCode = wrong === 0 ? 0 : 1;
