import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Backend } from '../backend/backend.ts';
import { callTool } from '../calls/call-tool.ts';
import { Exports } from '../calls/exports.ts';
import { tools } from '../generated/tools.ts';
import { instructions } from '../host/instructions.ts';
import { listed } from '../host/listed.ts';
import type { Offer } from '../host/offer.ts';
import type { Options } from '../options.ts';
import { complete } from './completion.ts';
import { getPrompt, prompts } from './prompts.ts';
import { Resources } from './resources.ts';

/** The database as an agent has it: the table of tools in front of whatever carries them out, and what there is to read beside. */
export function databaseOffer(backend: Backend, { tools: offered, maxResultBytes }: Options): Offer {
  const byName = new Map(tools.filter(({ name }) => offered.has(name)).map((tool) => [tool.name, tool]));
  const exports = new Exports(maxResultBytes);
  const resources = new Resources(backend, offered, maxResultBytes);
  return {
    capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {} },
    instructions,
    tools: () => [...byName.values()].map(listed),
    async callTool({ name, arguments: args }, context, canAsk) {
      const tool = byName.get(name);
      if (!tool) throw unknownTool(name);
      return callTool(tool, args, context, { backend, exports, maxResultBytes, canAsk });
    },
    resources: () => resources.list(),
    templates: () => resources.templates(),
    readResource: async (uri, { mcpReq }) => ({ contents: [await resources.read(uri, mcpReq.signal)] }),
    prompts: () =>
      prompts.map(({ name, description, arguments: args }) => ({ name, description, arguments: [...args] })),
    getPrompt: ({ name, arguments: args }) => getPrompt(name, (args ?? {}) as Record<string, string>),
    complete: (argument, typed) => complete(backend, argument, typed),
    close: () => exports.close(),
  };
}

function unknownTool(name: string): ProtocolError {
  const exists = tools.some((one) => one.name === name);
  const why = exists ? 'is left out by how this server was started' : 'is unknown';
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${JSON.stringify(name.slice(0, 100))} ${why}`);
}
