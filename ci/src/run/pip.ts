import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { run } from './process.ts';

const system = process.platform === 'win32' ? 'python' : 'python3';
const MINUTES = 60;

/** A Python of its own with what a list of pinned packages names, installed once for each state of the list. */
export async function pythonWith(name: string, requirements: string): Promise<string> {
  const venv = inRoot('.toolchain', name);
  const python = join(venv, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const stamp = join(venv, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  rmSync(venv, { recursive: true, force: true });
  await must([system, '-m', 'venv', venv]);
  const quiet = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--no-deps'];
  await must([python, '-m', 'pip', 'install', ...quiet, '--requirement', requirements]);
  writeFileSync(stamp, wanted);
  return python;
}

/** Why there can be no Python of its own here; null when there can. */
export async function whyNoPython(): Promise<string | null> {
  const { ok } = await run({ argv: [system, '-c', 'import venv, ensurepip'], cwd: inRoot() });
  return ok ? null : 'python3 with venv is not installed';
}

async function must(argv: readonly string[]): Promise<void> {
  const { ok, output } = await run({ argv, cwd: inRoot(), timeoutSeconds: 20 * MINUTES });
  if (!ok) throw new Error(output.trim().slice(-2000));
}
