import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../bin/vectorscale-mcp.js', import.meta.url));

export interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

const CLIENT = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };

/** The program as a client has it, spoken to in bare JSON-RPC so that every byte it prints is seen. */
export class Peer {
  readonly child: ChildProcessWithoutNullStreams;
  readonly messages: Message[] = [];
  /** What stood on stdout and was no message. */
  readonly stray: string[] = [];
  readonly exited: Promise<number | null>;
  stdout = '';
  stderr = '';
  #rest = '';
  /** Far from the numbers of messages that tests make up: an answer to one of those is none to ours. */
  #last = 1_000_000_000;
  readonly #waiting = new Map<number, (message: Message) => void>();

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, program = BIN) {
    this.child = spawn(process.execPath, [program, ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: 'pipe',
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.child.stdin.on('error', () => {});
    this.exited = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  static async open(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Peer> {
    const peer = new Peer(args, env);
    await peer.ask('initialize', CLIENT);
    peer.send({ method: 'notifications/initialized' });
    return peer;
  }

  send(message: object): void {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  write(text: string | Uint8Array): void {
    this.child.stdin.write(text);
  }

  ask(method: string, params: object = {}): Promise<Message> {
    const id = ++this.#last;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.send({ id, method, params });
    return answer;
  }

  async call(
    name: string,
    args: object = {},
  ): Promise<{ isError: boolean; value: Record<string, unknown>; texts: string[] }> {
    const { result, error } = await this.ask('tools/call', { name, arguments: args });
    if (!result) throw new Error(error?.message);
    const content = result.content as { text: string }[];
    return {
      isError: result.isError === true,
      value: result.structuredContent as Record<string, unknown>,
      texts: content.map(({ text }) => text),
    };
  }

  /** Lets go of what was said so far. */
  forget(): void {
    this.messages.length = 0;
    this.stdout = '';
    this.#waiting.clear();
  }

  async end(): Promise<number | null> {
    this.child.stdin.end();
    return this.exited;
  }

  #read(text: string): void {
    this.stdout += text;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    try {
      const message = JSON.parse(line) as Message;
      this.messages.push(message);
      if (typeof message.id !== 'number' || message.method) return;
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    } catch {
      this.stray.push(line);
    }
  }
}
