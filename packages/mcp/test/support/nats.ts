import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './ports.ts';

const VERSION = 'v2.15.2';
const FOLDER = fileURLToPath(new URL(`../../../../.toolchain/nats/${VERSION}/`, import.meta.url));
const PROGRAM = join(FOLDER, 'nats-server');

/** Why there is no NATS server to test with; null when there is one, built below the repository if need be. */
export function whyNoNats(): string | null {
  if (existsSync(PROGRAM)) return null;
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    return 'there is no Go to build nats-server with';
  }
  mkdirSync(FOLDER, { recursive: true });
  const env = { ...process.env, GOBIN: FOLDER, GOFLAGS: '-mod=mod' };
  execFileSync('go', ['install', `github.com/nats-io/nats-server/v2@${VERSION}`], {
    cwd: FOLDER,
    env,
    stdio: 'ignore',
  });
  return null;
}

export interface Nats {
  readonly url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A server with JetStream on disk, which answers only once what it was told is on that disk. */
export async function startNats(): Promise<Nats> {
  const folder = mkdtempSync(join(tmpdir(), 'nats-'));
  const port = await freePort();
  const config = join(folder, 'nats.conf');
  writeFileSync(
    config,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(folder)}, sync_interval: always }\n`,
  );
  const child = spawn(PROGRAM, ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('nats-server did not start')));
    child.stderr.on('data', (bytes: Buffer) => {
      if (bytes.includes('Server is ready')) resolve();
    });
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
