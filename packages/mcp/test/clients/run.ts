// The Inspector's CLI in strict mode and the official Python client, in every mode: node test/clients/run.ts [MODE…]
// The TypeScript clients are in `clients.test.ts`.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modes, type Started } from '../support/modes.ts';
import { BIN } from '../support/peer.ts';
import { story, withKept } from '../support/story.ts';

const PYTHON_CLIENT = '2.3.0';
const INSPECTOR = '2.12.0';
const TOOLS = fileURLToPath(new URL('../../../../.toolchain/mcp/', import.meta.url));
const PYTHON = join(TOOLS, 'python', 'bin', 'python');
const INSPECT = join(TOOLS, 'inspector', 'node_modules', '.bin', 'mcp-inspector');
const SCRIPT = fileURLToPath(new URL('./python.py', import.meta.url));

/** What it printed; a server of this process answers meanwhile. */
function must(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.slice(0, 12).join(' ')}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

async function install(): Promise<void> {
  if (!existsSync(INSPECT))
    await must('npm', [
      'install',
      '--prefix',
      join(TOOLS, 'inspector'),
      `@modelcontextprotocol/inspector@${INSPECTOR}`,
    ]);
  if (existsSync(PYTHON)) return;
  await must('python3', ['-m', 'venv', join(TOOLS, 'python')]);
  await must(PYTHON, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', `mcp==${PYTHON_CLIENT}`]);
}

async function inspect({ args, env }: Started): Promise<string> {
  const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const ask = (method: string, ...more: string[]) =>
    must(process.execPath, [
      INSPECT,
      '--cli',
      ...variables,
      process.execPath,
      BIN,
      ...args,
      '--method',
      method,
      ...more,
    ]);
  const list = await ask('tools/list', '--strict');
  const listed = (JSON.parse(list) as { tools: unknown[] }).tools.length;
  if (listed !== 39) throw new Error(`${listed} tools`);
  const kept = new Map<string, unknown>();
  for (const { tool, args: given, keep } of story) {
    const pairs = Object.entries(withKept(given, kept)).map(
      ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    const told = await ask('tools/call', '--tool-name', tool, ...(pairs.length > 0 ? ['--tool-arg', ...pairs] : []));
    const result = JSON.parse(told) as { isError?: boolean; structuredContent: Record<string, unknown> };
    if (result.isError) throw new Error(`${tool}: ${told}`);
    if (keep) kept.set(keep[0], result.structuredContent[keep[1]]);
  }
  return `${listed} tools listed strictly, ${story.length} calls`;
}

async function python({ args, env }: Started, mode: string): Promise<string> {
  const given = { command: process.execPath, args: [BIN, ...args], env, story, mode };
  return (await must(PYTHON, [SCRIPT], JSON.stringify(given))).trim();
}

await install();
const named = process.argv.slice(2);
for (const [name, start] of Object.entries(modes).filter(([mode]) => named.length === 0 || named.includes(mode))) {
  for (const [client, run] of [
    ['Inspector', inspect],
    ['Python', (started: Started) => python(started, 'auto')],
    ['Python on 2025-11-25', (started: Started) => python(started, 'legacy')],
  ] as const) {
    const started = await start();
    process.stdout.write(`${name}, ${client}: ${await run(started)}\n`);
    await started.stop();
  }
}
