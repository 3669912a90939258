import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRoot } from '../paths.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server in a process of its own. */
export interface Service {
  readonly url: string;
  readonly pid: number;
  /** What it said on stderr so far. */
  said(): string;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

/** A server that did not come to listen, and how it ended. */
export class DidNotStart extends Error {
  readonly ended: Ended;
  readonly said: string;

  constructor(ended: Ended, said: string) {
    super(`the server ended before it listened: ${said}`);
    this.ended = ended;
    this.said = said;
  }
}

export interface How {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs the server as its arguments say. */
  readonly below?: readonly string[];
}

const BIN = inRoot('packages', 'server', 'bin', 'vectorscaledb.js');

/** The real command, ready when this resolves. */
export async function serve({ args, env = {}, below = [] }: How): Promise<Service> {
  const [command = '', ...rest] = [...below, process.execPath, BIN, 'serve', ...args];
  const child = spawn(command, rest, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const text = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    process.off('exit', kill);
    return { code, signal };
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text.stdout += chunk;
      const [, address] = /^listening on (\S+)\n/.exec(text.stdout) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then((how) => reject(new DidNotStart(how, text.stderr)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    said: () => text.stderr,
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}
