import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { environment } from '../../paths.ts';
import { must } from '../../run/process.ts';
import type { User } from '../product.ts';

/** `npx` as a user types it, who has neither the package nor a cache. */
export const npx = ({ made }: User, ...args: readonly string[]): string[] => [
  'npx',
  '--yes',
  `${made.name}@${made.version}`,
  ...args,
];

/** Runs it to its end and returns what it printed. */
export const npxOnce = (user: User, ...args: readonly string[]): Promise<string> =>
  must(npx(user, ...args), user.folder, user.env);

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** The first line that the pattern matches; fails where it ends without one. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Closes its standard input, asks it to end, and waits until it did. */
  stop(): Promise<void>;
}

export function npxRunning(user: User, ...args: readonly string[]): Running {
  const [program = '', ...rest] = npx(user, ...args);
  // A group of its own: npx does not hand signals on.
  const child = spawn(program, rest, { cwd: user.folder, env: environment(user.env), detached: true });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  };
  const killHard = (): void => kill('SIGKILL');
  process.once('exit', killHard);
  return {
    child,
    async line(pattern) {
      for await (const text of createInterface({ input: child.stdout })) {
        const found = pattern.exec(text);
        if (found) return found;
      }
      throw new Error(`${program} ${rest.join(' ')}: ${Buffer.concat(errors).toString().trim()}`);
    },
    async stop() {
      child.stdin.end();
      kill('SIGTERM');
      await ended;
      process.removeListener('exit', killHard);
    },
  };
}
