import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { JsonRpc, type Message } from '../servers/json-rpc.ts';

/** How to start a server, and a call of it that needs nothing from elsewhere. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly call?: { readonly name: string; readonly arguments: object };
}

interface Result {
  readonly tools?: readonly unknown[];
  readonly nextCursor?: string;
  readonly isError?: boolean;
}

const CLIENT = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
const TICKS_A_SECOND = 100;

/** A server on its stdio, asked one thing after the other as a client asks, and what it costs. */
export class Session {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #rpc: JsonRpc<Result>;

  constructor({ argv, env = {} }: Contestant) {
    const [command = '', ...args] = argv;
    const { PATH, HOME } = process.env;
    this.#child = spawn(command, args, { env: { PATH, HOME, ...env }, stdio: 'pipe' });
    this.#rpc = new JsonRpc(this.#child);
  }

  async open(): Promise<void> {
    await this.ask('initialize', CLIENT);
    this.#rpc.tell('notifications/initialized');
  }

  ask(method: string, params: object): Promise<Message<Result>> {
    return this.#rpc.ask(method, params);
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
}
