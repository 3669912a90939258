import { type ChildProcess, spawn } from 'node:child_process';
import { environment } from '../paths.ts';

export interface Invocation {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
}

export interface Result {
  readonly ok: boolean;
  /** Null where it never started or was ended. */
  readonly code: number | null;
  /** Both streams, as they came. */
  readonly output: string;
  readonly stdout: string;
  readonly stderr: string;
}

const MINUTES = 60;
const running = new Set<ChildProcess>();
// Whatever ends this process ends what it started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) endGroup(child);
    process.exit(1);
  });
}

/** Runs one command to its end, without a shell and without standard input. */
export function run({ argv, cwd, env, timeoutSeconds = 20 * MINUTES }: Invocation): Promise<Result> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    // A group of its own, so that a time-out ends what the command started too.
    const child = spawn(program, args, {
      cwd,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    const both: Buffer[] = [];
    const printed: Buffer[] = [];
    const errors: Buffer[] = [];
    const finish = (code: number | null, note = ''): void => {
      clearTimeout(timer);
      running.delete(child);
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
      resolve({ ok: code === 0, code, output: text(both) + note, stdout: text(printed), stderr: text(errors) });
    };
    const timer = setTimeout(() => {
      endGroup(child);
      finish(null, `\nended after ${timeoutSeconds} s\n`);
    }, timeoutSeconds * 1000);
    child.stdout.on('data', (chunk: Buffer) => {
      both.push(chunk);
      printed.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      both.push(chunk);
      errors.push(chunk);
    });
    child.once('error', (error) => finish(null, `${program} did not start: ${error.message}\n`));
    child.once('close', (code) => finish(code, code === 0 ? '' : `\n${argv.join(' ')}\nended with ${code}\n`));
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Runs a command that has to end well; what it said is the error's. */
export async function must(argv: readonly string[], cwd: string, env?: Invocation['env']): Promise<string> {
  const { ok, output } = await run({ argv, cwd, ...(env ? { env } : {}) });
  if (!ok) throw new Error(`${argv.slice(0, 3).join(' ')}: ${output.trim().slice(-2000)}`);
  return output;
}
