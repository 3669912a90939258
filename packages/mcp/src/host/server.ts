import {
  CLIENT_CAPABILITIES_META_KEY,
  type RequestStateCodec,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Watch } from '../context/watch.ts';
import { version } from '../version.ts';
import type { Offer } from './offer.ts';

/** Lists hold as long as the process: they follow from its flags. */
const LIST_TTL_MS = 3_600_000;
const ROUND_MS = 300_000;
const LISTS = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list', 'server/discover'] as const;

/** The server of one connection, in front of what is offered. `verify` is for offers that have clients carry state for them. */
export function makeServer(offer: Offer, watch: Watch, verify?: RequestStateCodec['verify']): Server {
  const hint = { ttlMs: LIST_TTL_MS, cacheScope: 'private' as const };
  const server = new Server(
    { name: 'vectorscale-mcp', title: 'VectorScaleDB', version },
    {
      capabilities: offer.capabilities,
      instructions: offer.instructions,
      cacheHints: Object.fromEntries(LISTS.map((method) => [method, hint])),
      inputRequired: { roundTimeoutMs: ROUND_MS },
      ...(verify && { requestState: { verify } }),
    },
  );
  const tools = offer.tools();
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', async ({ params: { name, arguments: args } }, context) =>
    offer.callTool({ name, arguments: args }, context, () => canAsk(server, context)),
  );
  server.setRequestHandler('resources/list', () => ({ resources: offer.resources() }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: offer.templates() }));
  server.setRequestHandler('resources/read', async ({ params }, context) => offer.readResource(params.uri, context));
  server.setRequestHandler('resources/subscribe', ({ params }) => {
    watch.subscribe(params.uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    watch.unsubscribe(params.uri);
    return {};
  });
  server.setRequestHandler('prompts/list', () => ({ prompts: offer.prompts() }));
  server.setRequestHandler('prompts/get', async ({ params: { name, arguments: args } }, context) =>
    offer.getPrompt({ name, arguments: args }, context),
  );
  server.setRequestHandler('completion/complete', async ({ params: { argument } }) => ({
    completion: await offer.complete(argument.name, argument.value),
  }));
  watch.serve(server);
  server.onclose = () => offer.close();
  return server;
}

/** On the revision of 2026 every request says what its client can do; before, the handshake did. */
function canAsk(server: Server, { mcpReq }: ServerContext): boolean {
  const own = (mcpReq.envelope as Envelope | undefined)?.[CLIENT_CAPABILITIES_META_KEY];
  return (own ?? server.getClientCapabilities())?.elicitation !== undefined;
}

type Envelope = { readonly [CLIENT_CAPABILITIES_META_KEY]?: { readonly elicitation?: object } };
