import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { environment, inRoot, root } from './paths.ts';

export const KEY = 'your-api-key';
export const TENANT = 'your-tenant';

export interface Served {
  readonly url: string;
  /** SIGKILL, as a crash would. */
  kill(): void;
  stop(): Promise<void>;
}

const SERVE = inRoot('packages', 'server', 'bin', 'vectorscaledb.js');

/** Starts the server as users do, on a port of its own, and waits until it listens. */
export function serve(...flags: readonly string[]): Promise<Served> {
  const argv = [SERVE, 'serve', '--port', '0', '--api-key', `${KEY}=${TENANT}`, ...flags];
  const child = spawn('node', argv, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  process.once('exit', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${Buffer.concat(errors)}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^listening on (\S+)$/.exec(line)?.[1];
      if (url) resolve({ url, kill: () => child.kill('SIGKILL'), stop });
    });
  });
}
