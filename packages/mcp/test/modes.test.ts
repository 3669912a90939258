import { Ajv2020 } from 'ajv/dist/2020.js';
import { startServer } from 'vectorscaledb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tools } from '../src/generated/tools.ts';
import { Peer } from './support/peer.ts';
import { story, withKept } from './support/story.ts';

interface Told {
  readonly tool: string;
  readonly isError: boolean;
  readonly value: Record<string, unknown>;
  readonly texts: string[];
}

const KEY = 'canary-7f3a9';
const answers: Record<string, Told[]> = {};
const peers: Peer[] = [];
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer({ apiKeys: [KEY] });
  peers.push(await Peer.open(['--url', server.url], { VSDB_API_KEY: KEY }), await Peer.open(['--standalone']));
  const [client, standalone] = peers as [Peer, Peer];
  answers.client = await tell(client);
  answers.standalone = await tell(standalone);
}, 120_000);
afterAll(async () => {
  await Promise.all(peers.map((peer) => peer.end()));
  await server.close();
});

async function tell(peer: Peer): Promise<Told[]> {
  const kept = new Map<string, unknown>();
  const told: Told[] = [];
  for (const { tool, args, keep } of story) {
    const answer = await peer.call(tool, withKept(args, kept));
    if (keep) kept.set(keep[0], answer.value[keep[1]]);
    told.push({ tool, ...answer });
  }
  return told;
}

test('the story calls every tool', () => {
  expect(new Set(story.map(({ tool }) => tool))).toEqual(new Set(tools.map(({ name }) => name)));
});

test.each(['client', 'standalone'])(
  '%s: every tool answers, in the form it promises, text and structure alike',
  (mode) => {
    const ajv = new Ajv2020({ strict: false });
    for (const { tool, isError, value, texts } of answers[mode] ?? []) {
      expect(isError, `${tool}: ${texts}`).toBe(false);
      const schema = tools.find(({ name }) => name === tool)?.outputSchema ?? false;
      const check = ajv.compile({ ...(schema as object), additionalProperties: false });
      expect(check(value), `${tool}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value)}`).toBe(true);
      expect(JSON.parse(texts.at(-1) ?? ''), tool).toEqual(value);
    }
    expect(answers[mode]).toHaveLength(story.length);
  },
);

/** What no two runs share. */
const OWN = /req_\w+|snap_\w+|node_\w+|[0-9a-f]{8}-[0-9a-f-]{27,}(-\d+)?|20(?!25-06)\d\d-[\dT:.-]+Z/g;
const VARYING = ['uptime_seconds', 'cursor', 'next_cursor', 'id', 'remaining', 'authenticated', 'backend', 'durable'];

function comparable(told: readonly Told[]): unknown {
  const text = JSON.stringify(told.map(({ tool, isError, value }) => ({ tool, isError, value })));
  return JSON.parse(text.replaceAll(OWN, '*'), (key, value) => (VARYING.includes(key) ? '*' : value));
}

test('client and standalone give the same answers to the same calls', () => {
  const without = (told: readonly Told[] = []) => told.filter(({ tool }) => !['whoami', 'list_nodes'].includes(tool));
  expect(comparable(without(answers.standalone))).toEqual(comparable(without(answers.client)));
});

test('vectors come only when asked for', () => {
  const of = (tool: string) => JSON.stringify(answers.standalone?.find((one) => one.tool === tool)?.value);
  expect(of('temporal_knn')).not.toContain('"vector"');
  expect(of('export_vectors')).not.toContain('"vector"');
  expect(of('get_trajectory')).toContain('"vector"');
});

test('the key is nowhere in what is printed', () => {
  for (const { stdout, stderr } of peers) expect(stdout + stderr).not.toContain(KEY);
});
