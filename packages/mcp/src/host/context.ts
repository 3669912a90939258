import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Backend } from '../backend/backend.ts';
import { complete } from '../context/completion.ts';
import { type PromptPlan, prompts } from '../context/prompts.ts';
import { Resources } from '../context/resources.ts';
import type { Watch } from '../context/watch.ts';

export interface ContextOptions {
  readonly backend: Backend;
  readonly offered: ReadonlySet<string>;
  readonly maxResultBytes: number;
  readonly watch: Watch;
}

/** What clients offer their users beside tools: resources, prompts, and completion of what both take. */
export function serveContext(server: Server, { backend, offered, maxResultBytes, watch }: ContextOptions): void {
  const resources = new Resources(backend, offered, maxResultBytes);
  server.setRequestHandler('resources/list', () => ({ resources: resources.list() }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: resources.templates() }));
  server.setRequestHandler('resources/read', async ({ params }, { mcpReq }) => ({
    contents: [await resources.read(params.uri, mcpReq.signal)],
  }));
  server.setRequestHandler('resources/subscribe', ({ params }) => {
    watch.subscribe(params.uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    watch.unsubscribe(params.uri);
    return {};
  });
  server.setRequestHandler('prompts/list', () => ({
    prompts: prompts.map(({ name, description, arguments: args }) => ({ name, description, arguments: [...args] })),
  }));
  server.setRequestHandler('prompts/get', ({ params }) => promptOf(params.name, params.arguments ?? {}));
  server.setRequestHandler('completion/complete', async ({ params }) => ({
    completion: await complete(backend, params.argument.name, params.argument.value),
  }));
}

function promptOf(name: string, given: Readonly<Record<string, string>>) {
  const plan = prompts.find((one) => one.name === name);
  if (!plan) throw refused(`there is no prompt ${JSON.stringify(name.slice(0, 100))}`);
  const missing = plan.arguments.find((argument) => argument.required && !given[argument.name]);
  if (missing) throw refused(`${name} needs ${missing.name}: ${missing.description}`);
  return { description: plan.description, messages: [messageOf(plan, given)] };
}

const messageOf = (plan: PromptPlan, given: Readonly<Record<string, string>>) => ({
  role: 'user' as const,
  content: { type: 'text' as const, text: plan.text(given) },
});

const refused = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
