import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseJson, printJson, type Value } from '@vectorscaledb/conformance';
import { inRoot } from '../../paths.ts';

const PROGRAM = inRoot('packages', 'mcp', 'bin', 'vectorscale-mcp.js');
const REVISION = '2025-11-25';

export interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly [keyword: string]: Value };
}

export interface Called {
  readonly structuredContent?: { readonly [member: string]: Value };
  readonly isError?: boolean;
}

/**
 * vectorscale-mcp in client mode, spoken to over its standard streams. In bare JSON-RPC, since no MCP client keeps integers that no double
 * holds; that official clients can talk to it is tested beside it.
 */
export class ToolServer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #last = 0;
  tools: readonly ListedTool[] = [];

  private constructor(url: string, key: string) {
    const env = { ...process.env, VSDB_URL: url, VSDB_API_KEY: key };
    this.#child = spawn(process.execPath, [PROGRAM], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    if (!this.#child.stdout) throw new Error('vectorscale-mcp has no standard output');
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const message = parseJson(line) as unknown as Message;
      this.#waiting.get(message.id ?? 0)?.(message);
    });
    this.#child.once('close', (code) => {
      for (const settle of this.#waiting.values()) settle({ error: { message: `vectorscale-mcp ended with ${code}` } });
    });
  }

  static async start(url: string, key: string): Promise<ToolServer> {
    const server = new ToolServer(url, key);
    const clientInfo = { name: 'parity', version: '1' };
    await server.#ask('initialize', { protocolVersion: REVISION, capabilities: {}, clientInfo });
    server.#say({ method: 'notifications/initialized' });
    server.tools = (await server.#ask('tools/list', {})).tools as unknown as ListedTool[];
    return server;
  }

  tool(name: string): ListedTool {
    const found = this.tools.find((tool) => tool.name === name);
    if (!found) throw new Error(`no tool ${name}`);
    return found;
  }

  async call(name: string, args: object): Promise<Called> {
    return this.#ask('tools/call', { name, arguments: args });
  }

  close(): void {
    this.#child.stdin?.end();
  }

  #say(message: object): void {
    this.#child.stdin?.write(`${printJson({ jsonrpc: '2.0', ...message })}\n`);
  }

  async #ask(method: string, params: object): Promise<{ readonly [member: string]: Value }> {
    this.#last += 1;
    const id = this.#last;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#say({ id, method, params });
    const { result, error } = await answered;
    this.#waiting.delete(id);
    if (error) throw new Error(error.message);
    return result ?? {};
  }
}

interface Message {
  readonly id?: number;
  readonly result?: { readonly [member: string]: Value };
  readonly error?: { readonly message: string };
}
