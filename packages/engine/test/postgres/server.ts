import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { installPostgres, whyNot } from './install.ts';

export { whyNot };

export interface PostgresServer {
  /** An empty place of its own in the database, where the extension is there already. */
  url(): Promise<string>;
  /** Ends every process of it with SIGKILL, as a crash of the machine's would, and starts it again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then it runs as the user that has nothing. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Where that user can run the programs: a checkout below a folder that is root's alone lets nobody in, so a copy stands outside. */
function runnable(programs: string, home: string, user: ReturnType<typeof owner>): string {
  try {
    execFileSync(join(programs, 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' });
    return programs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  }
  // With the libraries that came in the wheel beside them.
  const wheel = join(programs, '..', '..', '..');
  cpSync(wheel, join(home, 'wheel'), { recursive: true });
  return join(home, 'wheel', relative(wheel, programs));
}

/** A server of the test's own, on a socket in its own folder; it syncs as it would in earnest. */
export async function startPostgres(): Promise<PostgresServer> {
  const user = owner();
  const home = mkdtempSync(join(tmpdir(), 'vsdb-pg-'));
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  chmodSync(home, 0o755);
  const bin = runnable(installPostgres(), home, user);
  if (user) for (const directory of [home, data]) chownSync(directory, user.uid, user.gid);
  const options = { ...user, cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=utf8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const settings = ['-c', 'max_connections=200', '-c', 'shared_buffers=64MB', '-c', 'listen_addresses='];
  const start = () =>
    spawn(join(bin, 'postgres'), ['-D', data, '-k', home, ...settings], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  let child = start();
  process.once('exit', () => child.kill('SIGQUIT'));
  const database = `postgres:///postgres?host=${encodeURIComponent(home)}&user=postgres`;
  await ready(child, database);
  let places = 0;
  return {
    async url() {
      const place = `place_${places++}`;
      await execute(database, `CREATE SCHEMA ${place}`);
      return `${database}&options=${encodeURIComponent(`-c search_path=${place},public`)}`;
    },
    async crash() {
      const ended = once(child, 'exit');
      for (const pid of [child.pid, ...childrenOf(child.pid)]) if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await ended;
      child = start();
      await ready(child, database);
    },
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const childrenOf = (pid = 0): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number);

async function ready(child: ChildProcess, url: string): Promise<void> {
  let log = '';
  child.stderr?.on('data', (text) => {
    log = (log + text).slice(-5000);
  });
  for (let tries = 0; ; tries++) {
    try {
      await execute(url, 'CREATE EXTENSION IF NOT EXISTS vector');
      return;
    } catch (error) {
      if (child.exitCode !== null || tries === 300)
        throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      await setTimeout(100);
    }
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
