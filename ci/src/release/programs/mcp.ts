import { strict as assert } from 'node:assert';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { KEY, TENANT } from '@vectorscaledb/conformance';
import { withServers } from '../../checks/reference.ts';
import { environment } from '../../paths.ts';
import type { User } from '../product.ts';
import { npx } from './npx.ts';
import type { Program } from './program.ts';

/** Every operation of the document is one. */
const TOOLS = 39;

export const mcp: Program = {
  id: 'mcp',
  title: 'MCP server',
  folder: 'packages/mcp',
  reads: [],
  leaves: /^$/,
  async try(user) {
    await answers(user, ['--standalone', '--memory']);
    await withServers(({ VSDB_URL: url = '' }) => answers(user, ['--url', url, '--tenant', TENANT]));
  },
};

/** The official client meets every tool, stores something and finds it again. */
async function answers(user: User, flags: readonly string[]): Promise<void> {
  const [command = '', ...args] = npx(user, ...flags);
  const env = definedIn(environment({ ...user.env, VSDB_API_KEY: KEY }));
  const transport = new StdioClientTransport({ command, args, cwd: user.folder, env, stderr: 'ignore' });
  const client = new Client({ name: 'release', version: '0.0.0' });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    assert.equal(tools.length, TOOLS);
    const observation = { entity_id: 'car-1', entity_type: 'VEHICLE', vector: [1, 2, 3] };
    await called(client, 'ingest', observation);
    const found = await called(client, 'temporal_knn', { query_vector: [1, 2, 3], k: 1 });
    assert.match(JSON.stringify(found), /car-1/);
  } finally {
    await client.close();
  }
}

async function called(client: Client, name: string, args: Record<string, unknown>): Promise<unknown> {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, `${name}: ${JSON.stringify(result.content)}`);
  return result.structuredContent;
}

const definedIn = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
