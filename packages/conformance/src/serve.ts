import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const KEY = 'your-api-key';
export const TENANT = 'your-tenant';

export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

const SERVER = fileURLToPath(new URL('../../server/bin/vectorscaledb.js', import.meta.url));

/** Starts the server as users do, on a port of its own and with one key, and waits until it listens. */
export async function serve(flags: readonly string[], program = SERVER): Promise<Served> {
  const argv = [program, 'serve', '--port', '0', '--api-key', `${KEY}=${TENANT}`, ...flags];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    process.removeListener('exit', kill);
  };
  return new Promise((resolve, reject) => {
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${Buffer.concat(errors)}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^listening on (\S+)$/.exec(line)?.[1];
      if (url) resolve({ url, stop });
    });
  });
}
