import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How to start a server, and a call of it that needs nothing from elsewhere. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly call?: { readonly name: string; readonly arguments: object };
}

interface Message {
  readonly id?: number;
  readonly result?: { readonly tools?: readonly unknown[]; readonly nextCursor?: string; readonly isError?: boolean };
}

const CLIENT = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
const PATIENCE_MS = 60_000;
const TICKS_A_SECOND = 100;

/** A server on its stdio, asked one thing after the other as a client asks. */
export class Session {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (message: Message) => void>();
  #rest = '';
  #said = '';
  #last = 0;
  #fail: (error: Error) => void = () => {};

  constructor({ argv, env = {} }: Contestant) {
    const [command = '', ...args] = argv;
    const { PATH, HOME } = process.env;
    this.#child = spawn(command, args, { env: { PATH, HOME, ...env }, stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-500);
    });
    this.#child.once('exit', () => this.#fail(new Error(`it ended: ${this.#said.trim()}`)));
    this.#child.stdin.on('error', () => {});
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
  }

  async open(): Promise<void> {
    await this.ask('initialize', CLIENT);
    this.#say({ method: 'notifications/initialized' });
  }

  ask(method: string, params: object): Promise<Message> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to ${method}`)), PATIENCE_MS);
      this.#fail = reject;
      this.#answers.set(id, (message) => {
        clearTimeout(late);
        resolve(message);
      });
      this.#say({ id, method, params });
    });
  }

  /** Of all its threads, since it began. */
  get cpuSeconds(): number {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  }

  get residentMiB(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))?.[1]) / 1024;
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  #say(message: object): void {
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      const message = JSON.parse(line) as Message;
      if (message.id === undefined) continue;
      this.#answers.get(message.id)?.(message);
      this.#answers.delete(message.id);
    }
  }
}
