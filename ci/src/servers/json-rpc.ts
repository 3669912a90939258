import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** How messages are written as text: JSON's own, or one that keeps integers no double holds. */
export interface Codec {
  parse(line: string): unknown;
  stringify(message: object): string;
}

export interface Message<Result> {
  readonly id?: number;
  readonly result?: Result;
  readonly error?: { readonly message: string };
}

const PATIENCE_MS = 60_000;

/** A server on its standard streams, a message a line, asked by bare JSON-RPC 2.0. What it never answers fails, as all does when it ends. */
export class JsonRpc<Result> {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #codec: Codec;
  readonly #waiting = new Map<number, (message: Message<Result>) => void>();
  #ended: string | null = null;
  #rest = '';
  #said = '';
  #last = 0;

  constructor(child: ChildProcessWithoutNullStreams, codec: Codec = JSON) {
    this.#child = child;
    this.#codec = codec;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-500);
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    child.once('error', (error) => this.#end(error.message));
    child.once('close', (code, signal) => this.#end(`it ended with ${signal ?? code}: ${this.#said.trim()}`));
    // What is written to a server that is gone is told by its end.
    child.stdin.on('error', () => {});
  }

  tell(method: string): void {
    this.#write({ method });
  }

  ask(method: string, params: object): Promise<Message<Result>> {
    if (this.#ended !== null) return Promise.reject(new Error(this.#ended));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const settle = (message: Message<Result>): void => {
        clearTimeout(late);
        this.#waiting.delete(id);
        if (message.error) reject(new Error(message.error.message));
        else resolve(message);
      };
      const late = setTimeout(() => settle({ error: { message: `no answer to ${method}` } }), PATIENCE_MS);
      this.#waiting.set(id, settle);
      this.#write({ id, method, params });
    });
  }

  #write(message: object): void {
    this.#child.stdin.write(`${this.#codec.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      const message = this.#codec.parse(line) as Message<Result>;
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    }
  }

  #end(why: string): void {
    this.#ended = why;
    for (const settle of this.#waiting.values()) settle({ error: { message: why } });
  }
}
