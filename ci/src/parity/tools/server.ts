import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { parseJson, printJson, type Value } from '@vectorscaledb/conformance';
import { inRoot } from '../../paths.ts';
import { JsonRpc } from '../../servers/json-rpc.ts';

const PROGRAM = inRoot('packages', 'mcp', 'bin', 'vectorscale-mcp.js');
const REVISION = '2025-11-25';
const LOSSLESS = { parse: parseJson, stringify: (message: object) => printJson(message as Value) };

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
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #rpc: JsonRpc<{ readonly [member: string]: Value }>;
  tools: readonly ListedTool[] = [];

  private constructor(url: string, key: string) {
    const env = { ...process.env, VSDB_URL: url, VSDB_API_KEY: key };
    this.#child = spawn(process.execPath, [PROGRAM], { env, stdio: 'pipe' });
    this.#rpc = new JsonRpc(this.#child, LOSSLESS);
  }

  static async start(url: string, key: string): Promise<ToolServer> {
    const server = new ToolServer(url, key);
    const clientInfo = { name: 'parity', version: '1' };
    await server.#ask('initialize', { protocolVersion: REVISION, capabilities: {}, clientInfo });
    server.#rpc.tell('notifications/initialized');
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
    this.#child.stdin.end();
  }

  async #ask(method: string, params: object): Promise<{ readonly [member: string]: Value }> {
    return (await this.#rpc.ask(method, params)).result ?? {};
  }
}
