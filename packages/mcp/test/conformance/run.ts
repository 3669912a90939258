// The official conformance suite over the program's real stdio: node test/conformance/run.ts [REVISION [SCENARIO…]]
// One scenario after the other: the suite itself runs them all at once, and then measures how busy the machine is.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expected } from './expected.ts';
import { Shim } from './shim.ts';

const VERSION = '0.2.0-alpha.12';
const TOOLS = fileURLToPath(new URL('../../../../.toolchain/mcp/', import.meta.url));
const SUITE = `${TOOLS}node_modules/@modelcontextprotocol/conformance/dist/index.js`;

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

function run(url: string, scenario: string): Promise<{ passed: boolean; output: string }> {
  const args = [SUITE, 'server', '--url', url, '--scenario', scenario, '--spec-version', revision];
  return new Promise((resolve) =>
    execFile(process.execPath, args, (error, stdout) => resolve({ passed: error === null, output: stdout })),
  );
}

const shim = new Shim(['--standalone']);
const url = await shim.listen();
let wrong = 0;
for (const scenario of named.length > 0 ? named : scenarios()) {
  const { passed, output } = await run(url, scenario);
  const reason = expected[scenario];
  const checks = /Passed: (\d+\/\d+)/.exec(output)?.[1] ?? '';
  const isRight = passed === (reason === undefined);
  if (!isRight) wrong++;
  const verdict = isRight ? (passed ? 'passed' : `cannot: ${reason}`) : passed ? 'PASSED, though listed' : 'FAILED';
  process.stdout.write(`${scenario} ${checks} ${verdict}\n`);
  if (!isRight && !passed) process.stdout.write(output.replaceAll(/^/gm, '    ').slice(0, 4000));
}
await shim.close();
process.stdout.write(wrong === 0 ? `${revision}: as expected\n` : `${revision}: ${wrong} not as expected\n`);
process.exitCode = wrong === 0 ? 0 : 1;
