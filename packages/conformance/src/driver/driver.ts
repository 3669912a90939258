import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseJson, printJson } from '../exact/json.ts';
import type { DriverAnswer, DriverRequest } from './protocol.ts';

const STDERR_KEPT = 4000;

/** A driver that ended, hangs, or says what no driver may say. It is of no use any more. */
export class DriverBroken extends Error {}

/** One driver process. Requests go one at a time. */
export class Driver {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<number | null>;
  #stderr = '';
  #id = 0;

  constructor(program: string, env: NodeJS.ProcessEnv) {
    // A group of its own, so that what a shell script started ends with it.
    this.#child = spawn(program, [], { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', () => resolve(null));
      this.#child.once('close', resolve);
    });
    this.#child.stdin?.on('error', () => {});
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = `${this.#stderr}${chunk}`.slice(-STDERR_KEPT);
    });
    if (!this.#child.stdout) throw new DriverBroken('the driver has no standard output');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Of its process, which leads a group of its own; 0 where there is none. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it wrote to standard error last. */
  get stderr(): string {
    return this.#stderr;
  }

  async call(request: DriverRequest, timeoutMs: number): Promise<DriverAnswer> {
    this.#id += 1;
    this.#child.stdin?.write(`${printJson({ id: this.#id, ...request })}\n`);
    const line = await this.#nextLine(timeoutMs);
    const answer = parsed(line);
    if (answer.id !== this.#id) throw new DriverBroken(`answered ${answer.id} to request ${this.#id}: ${line}`);
    const { id: _, ...rest } = answer;
    return rest as DriverAnswer;
  }

  async #nextLine(timeoutMs: number): Promise<string> {
    const timer = new AbortController();
    const timeout = new Promise<never>((_resolve, reject) => {
      const handle = setTimeout(() => reject(new DriverBroken(`no answer within ${timeoutMs} ms`)), timeoutMs);
      timer.signal.addEventListener('abort', () => clearTimeout(handle));
    });
    try {
      const next = await Promise.race([this.#lines.next(), timeout]);
      if (next.done) throw new DriverBroken(`the driver ended: ${this.#stderr.trim() || 'it said nothing'}`);
      return next.value;
    } finally {
      timer.abort();
    }
  }

  /** Ends its input, as a user would, and gives the exit status; null where it had to be killed. */
  async end(graceMs = 10_000): Promise<number | null> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.kill(), graceMs);
    const code = await this.#ended;
    clearTimeout(timer);
    return code;
  }

  kill(): void {
    if (this.#child.pid === undefined || this.#child.exitCode !== null) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }

  /** Resolves once the process runs, rejects where it cannot be started. */
  async started(): Promise<void> {
    if (this.#child.pid === undefined) await once(this.#child, 'spawn');
  }
}

function parsed(line: string): { id?: unknown } {
  try {
    const value = parseJson(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as { id?: unknown };
  } catch {
    // Said below.
  }
  throw new DriverBroken(`not an answer: ${line.slice(0, 500)}`);
}
