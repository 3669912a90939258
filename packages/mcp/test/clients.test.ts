import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, test } from 'vitest';
import { modes, whyNot } from './support/modes.ts';
import { BIN } from './support/peer.ts';
import { story, withKept } from './support/story.ts';

type Answer = { readonly isError?: unknown; readonly structuredContent?: unknown; readonly content?: unknown };

/** What both clients offer, as far as this asks. They check every result against its tool's output schema. */
interface AnyClient {
  listTools(): Promise<{ readonly tools: readonly unknown[] }>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  readResource(params: { uri: string }): Promise<{ readonly contents: readonly unknown[] }>;
  getPrompt(params: {
    name: string;
    arguments: Record<string, string>;
  }): Promise<{ readonly messages: readonly unknown[] }>;
  close(): Promise<void>;
}

type How = ConstructorParameters<typeof StdioClientTransport>[0];

const how = { command: process.execPath, args: [BIN, '--standalone'], stderr: 'ignore' as const };
const me = { name: 'test', version: '1' };

const second =
  (mode: 'legacy' | { pin: string }) =>
  async (given: How): Promise<AnyClient> => {
    const client = new Client(me, { versionNegotiation: { mode } });
    await client.connect(new StdioClientTransport(given));
    return client as unknown as AnyClient;
  };

async function first(given: How): Promise<AnyClient> {
  const client = new FirstClient(me);
  await client.connect(new FirstTransport(given));
  return client as unknown as AnyClient;
}

const CLIENTS = {
  'TypeScript 1.x': first,
  'TypeScript 2.x on 2025-11-25': second('legacy'),
  'TypeScript 2.x on 2026-07-28': second({ pin: '2026-07-28' }),
};

describe.each(Object.entries(modes))('%s', (mode, start) => {
  const why = whyNot(mode);
  test.skipIf(why !== null).each(Object.entries(CLIENTS))(
    `%s lists and calls all tools${why === null ? '' : `: ${why}`}`,
    { timeout: 60_000 },
    async (_, open) => {
      const started = await start();
      const client = await open({
        ...how,
        args: [BIN, ...started.args],
        env: { PATH: process.env.PATH ?? '', ...started.env },
      });
      await tellStory(client);
      await client.close();
      await started.stop();
    },
  );
});

async function tellStory(client: AnyClient): Promise<void> {
  expect((await client.listTools()).tools).toHaveLength(39);
  const kept = new Map<string, unknown>();
  for (const { tool, args, keep } of story) {
    const answer = (await client.callTool({ name: tool, arguments: withKept(args, kept) })) as Answer;
    expect(answer.isError ?? false, `${tool}: ${JSON.stringify(answer.content)}`).toBe(false);
    if (keep) kept.set(keep[0], (answer.structuredContent as Record<string, unknown>)[keep[1]]);
  }
  expect((await client.readResource({ uri: 'vectorscaledb://entities/car-1' })).contents).toHaveLength(1);
  expect((await client.readResource({ uri: 'vectorscaledb://guides/start' })).contents).toHaveLength(1);
  const prompt = await client.getPrompt({ name: 'investigate_anomaly', arguments: { entity_id: 'car-1' } });
  expect(prompt.messages).toHaveLength(1);
}

test('destruction asks the user where the client can ask', { timeout: 60_000 }, async () => {
  const asked: string[] = [];
  let agrees = false;
  const client = new Client(me, {
    capabilities: { elicitation: { form: {} } },
    versionNegotiation: { mode: 'legacy' },
  });
  client.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message);
    return agrees ? { action: 'accept', content: { confirm: true } } : { action: 'decline' };
  });
  await client.connect(new StdioClientTransport(how));
  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
  await call('ingest', { entity_id: 'a', vector: [1] });
  expect(JSON.stringify(await call('delete_entity', { entity_id: 'a' }))).toContain('not_confirmed');
  agrees = true;
  expect((await call('delete_entity', { entity_id: 'a' })).structuredContent).toEqual({
    entity_id: 'a',
    observations_deleted: 1,
  });
  expect(asked).toHaveLength(2);
  await client.close();
});
