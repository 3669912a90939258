import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../bin/vectorscaledb.js', import.meta.url));

export interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with the address once the process says that it listens, rejects when it ends before. */
  url: Promise<string>;
  exit: Promise<{ code: number | null; signal: string | null }>;
}

/** The real command in a process of its own. */
export const run = (args: string[], env: Record<string, string> = {}): Running =>
  start(process.execPath, [bin, ...args], env);

/** The same as npx does it: below a shell that does not pass signals on. */
export const runBelowShell = (args: string[]): Running =>
  start('sh', ['-c', '"$0" "$@"; true', process.execPath, bin, ...args], { npm_command: 'exec' });

function start(command: string, args: string[], env: Record<string, string>): Running {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk;
  });
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text.stdout += chunk;
      const address = /^listening on (https?:\S+)\n/.exec(text.stdout)?.[1];
      if (address) resolve(address);
    });
    exit.then(() => reject(new Error(`ended before listening: ${text.stderr}`)));
  });
  url.catch(() => undefined);
  return { child, stdout: () => text.stdout, stderr: () => text.stderr, url, exit };
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'vectorscaledb-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
