import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const tools = fileURLToPath(new URL('../../../../.toolchain/oracle', import.meta.url));
const venv = join(tools, 'venv');
const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const requirements = join(here, 'requirements.txt');
const stamp = join(venv, 'requirements.sha256');

const system = process.platform === 'win32' ? 'python' : 'python3';
export const hasPython = spawnSync(system, ['-c', 'import venv, ensurepip']).status === 0;

/** Installs the independent implementations into the repository, once for each state of their list. */
export function installOracle(): void {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(venv, { recursive: true, force: true });
  run(system, ['-m', 'venv', venv]);
  const quiet = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--no-deps'];
  run(python, ['-m', 'pip', 'install', ...quiet, '--requirement', requirements]);
  writeFileSync(stamp, wanted);
}

/** Asks the functions of the Python files beside this one, by name; answers in the order of the questions. */
export function askOracle(questions: object[]): unknown[] {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return JSON.parse(run(python, [join(here, 'oracle.py')], JSON.stringify(questions), env));
}

function run(command: string, argv: string[], input = '', env = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, argv, {
    input,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${command} ${argv.join(' ')} failed: ${stderr || error?.message}`);
  return stdout;
}
