import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { installPostgres } from './install.ts';

const SETTINGS = ['max_connections=200', 'shared_buffers=64MB', 'listen_addresses='];

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

/** One PostgreSQL with a folder of its own, on a socket in it; it syncs as it would in earnest. */
export class Instance {
  readonly home = mkdtempSync(join(tmpdir(), 'vsdb-pg-'));
  readonly #data = join(this.home, 'data');
  readonly #user = owner();
  readonly #bin: string;
  readonly #settings: readonly string[];
  #child: ChildProcess | undefined;

  constructor(settings: readonly string[] = []) {
    this.#settings = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]);
    mkdirSync(this.#data, { mode: 0o700 });
    chmodSync(this.home, 0o755);
    this.#bin = runnable(installPostgres(), this.home, this.#user);
    if (this.#user) for (const each of [this.home, this.#data]) chownSync(each, this.#user.uid, this.#user.gid);
  }

  get database(): string {
    return `postgres:///postgres?host=${encodeURIComponent(this.home)}&user=postgres`;
  }

  create(): void {
    this.#run('initdb', [
      '-D',
      this.#data,
      '-U',
      'postgres',
      '--auth=trust',
      '--encoding=utf8',
      '--locale=C',
      '--no-sync',
    ]);
  }

  /** Becomes a standby of another, which names it among those it waits for. */
  follow(primary: Instance, name: string): void {
    rmSync(this.#data, { recursive: true });
    const from = `host=${primary.home} user=postgres application_name=${name}`;
    this.#run('pg_basebackup', ['-D', this.#data, '-d', from, '-R', '--checkpoint=fast', '--no-sync']);
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const child = spawn(join(this.#bin, 'postgres'), ['-D', this.#data, '-k', this.home, ...this.#settings], {
      ...this.#options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    const quit = () => child.kill('SIGQUIT');
    process.once('exit', quit);
    child.once('exit', () => process.off('exit', quit));
    let log = '';
    child.stderr?.on('data', (text) => {
      log = (log + text).slice(-5000);
    });
    for (let tries = 0; ; tries++) {
      try {
        await this.execute('SELECT 1');
        return;
      } catch (error) {
        if (child.exitCode !== null || tries === 300)
          throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
        await setTimeout(100);
      }
    }
  }

  async execute<Row extends object>(statement: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends every process of it with SIGKILL, as a crash of the machine's would. */
  async kill(): Promise<void> {
    const child = this.#child as ChildProcess;
    const ended = once(child, 'exit');
    for (const pid of [child.pid, ...childrenOf(child.pid)]) if (pid !== undefined) signal(pid);
    await ended;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    child?.kill('SIGINT');
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(this.home, { recursive: true, force: true });
  }

  get #options() {
    return { ...this.#user, cwd: this.home, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  }

  #run(program: string, argv: readonly string[]): void {
    execFileSync(join(this.#bin, program), argv, { ...this.#options, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

/** One of them may have ended by itself meanwhile. */
function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const childrenOf = (pid = 0): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number);
