import {
  CLIENT_CAPABILITIES_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Backend } from '../backend/backend.ts';
import { callTool } from '../calls/call-tool.ts';
import { Exports } from '../calls/exports.ts';
import type { Watch } from '../context/watch.ts';
import { tools } from '../generated/tools.ts';
import type { Options } from '../options.ts';
import type { Tool } from '../tool.ts';
import { version } from '../version.ts';
import { serveContext } from './context.ts';
import { instructions } from './instructions.ts';
import { listed } from './listed.ts';

/** Lists hold as long as the process: they follow from its flags. */
const LIST_TTL_MS = 3_600_000;
const ROUND_MS = 300_000;
const LISTS = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list', 'server/discover'] as const;

/** The server of one connection: the table of tools in front of whatever carries them out. */
export function makeServer(backend: Backend, { tools: offered, maxResultBytes }: Options, watch: Watch): Server {
  const byName = new Map(tools.filter(({ name }) => offered.has(name)).map((tool) => [tool.name, tool]));
  const list = [...byName.values()].map(listed);
  const hint = { ttlMs: LIST_TTL_MS, cacheScope: 'private' as const };
  const server = new Server(
    { name: 'vectorscale-mcp', title: 'VectorScaleDB', version },
    {
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {} },
      instructions,
      cacheHints: Object.fromEntries(LISTS.map((method) => [method, hint])),
      inputRequired: { roundTimeoutMs: ROUND_MS },
    },
  );
  const exports = new Exports(maxResultBytes);
  const calling = { backend, exports, maxResultBytes, canAsk: (context: ServerContext) => canAsk(server, context) };
  server.setRequestHandler('tools/list', () => ({ tools: list }));
  server.setRequestHandler('tools/call', async ({ params }, context) =>
    callTool(found(byName, params.name), params.arguments, context, calling),
  );
  serveContext(server, { backend, offered, maxResultBytes, watch });
  watch.serve(server);
  server.onclose = () => exports.close();
  return server;
}

function found(byName: ReadonlyMap<string, Tool>, name: string): Tool {
  const tool = byName.get(name);
  if (tool) return tool;
  const exists = tools.some((one) => one.name === name);
  const why = exists ? 'is left out by how this server was started' : 'is unknown';
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${JSON.stringify(name.slice(0, 100))} ${why}`);
}

/** On the revision of 2026 every request says what its client can do; before, the handshake did. */
function canAsk(server: Server, { mcpReq }: ServerContext): boolean {
  const own = (mcpReq.envelope as Envelope | undefined)?.[CLIENT_CAPABILITIES_META_KEY];
  return (own ?? server.getClientCapabilities())?.elicitation !== undefined;
}

type Envelope = { readonly [CLIENT_CAPABILITIES_META_KEY]?: { readonly elicitation?: object } };
