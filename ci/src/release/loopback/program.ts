import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment } from '../../paths.ts';
import type { Listening } from './http.ts';

const SECONDS = 60;

/** Starts a server that takes a port, and waits until it answers. */
export async function startProgram(argv: (port: number) => readonly string[], cwd: string): Promise<Listening> {
  const port = await freePort();
  const [program = '', ...args] = argv(port);
  const child = spawn(program, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    process.removeListener('exit', kill);
  };
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < SECONDS * 10; waited += 1) {
    if (child.exitCode !== null) break;
    const answers = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answers) return { url, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`${program} does not listen: ${Buffer.concat(said).toString().trim().slice(-1000)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
