import { Readable } from 'node:stream';
import type { ServerContext } from '@modelcontextprotocol/server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { openEmbedded } from 'vectorscaledb/embedded';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../src/backend/client.ts';
import type { Fetch } from '../src/backend/guard.ts';
import { callTool } from '../src/calls/call-tool.ts';
import { Exports } from '../src/calls/exports.ts';
import { tools } from '../src/generated/tools.ts';
import type { Tool } from '../src/tool.ts';
import { story } from './support/story.ts';
import { validArguments } from './support/valid.ts';

/** MCP_ROUNDS=1000 is the long form. */
const ROUNDS = Number(process.env.MCP_ROUNDS ?? 15);
const MOST = 20_000;
const LONG = { timeout: 30_000 + ROUNDS * 500 };

const server = openEmbedded();
afterAll(() => server.close());

/** The engine in this very thread: what is tried here are arguments, not processes. */
const inside: Fetch = async (url, { method = 'GET', headers, body }) => {
  const bytes = body ? new Uint8Array(await new Response(body).arrayBuffer()) : null;
  const answer = await server.request({ method, url, headers: headers as Record<string, string>, body: bytes });
  const content = answer.body instanceof Uint8Array ? answer.body : Readable.toWeb(Readable.from(answer.body));
  return new Response(content as BodyInit, { status: answer.status, headers: answer.headers as [string, string][] });
};

const client = connect({ url: 'http://inside.invalid', token: 'k', tenant: undefined, readOnly: false, fetch: inside });
const calling = {
  backend: { client: () => client, document: async () => '', close: async () => {} },
  exports: new Exports(MOST),
  maxResultBytes: MOST,
  canAsk: () => false,
};
const context = { mcpReq: { signal: new AbortController().signal } } as unknown as ServerContext;

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    '',
    'car-1',
    -1,
    0,
    1e308,
    2 ** 53,
    '2025-13-01',
    '\u0000',
    '../..',
    '__proto__',
    [],
    {},
    [[]],
    [null],
    [1e39],
  ),
);

/** The arguments of the story, one of them changed, left out or added. */
const mutated = (args: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...names, 'unknown'), odd)
      .map(([name, value]) => ({ ...args, [name]: value, wait_ms: 0 })),
    fc
      .constantFrom(...names, 'none')
      .map((name) => Object.fromEntries(Object.entries(args).filter(([key]) => key !== name))),
    odd,
  );

interface Told {
  readonly value: Record<string, unknown>;
  readonly code: string | undefined;
}

/** Whatever is given, there is an answer of the right form: structure and text alike, not too large, and no code of ours failed over it. */
async function tell(tool: Tool, given: unknown): Promise<Told> {
  const answer = await callTool(tool, given, context, calling);
  const { structuredContent: value, content } = answer as {
    structuredContent: Record<string, unknown>;
    content: { text: string }[];
  };
  // As the client reads it: numbers beyond those of JavaScript are raw JSON until then.
  expect(JSON.parse(content.at(-1)?.text ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
  expect(JSON.stringify(value).length).toBeLessThanOrEqual(MOST);
  const code = (value.error as { code?: string } | undefined)?.code;
  expect(code).not.toBe('internal_error');
  return { value, code };
}

/** What the tools before left or took is made up for. */
async function load(): Promise<void> {
  const tool = tools.find(({ name }) => name === 'import_vectors') as Tool;
  await tell(tool, story.find((step) => step.tool === 'import_vectors')?.args);
}

const ajv = new Ajv2020({ strict: false });

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  beforeAll(load);

  test(`answers ${ROUNDS} valid arguments as it promises`, LONG, async () => {
    const promised = ajv.compile(tool.outputSchema);
    await fc.assert(
      fc.asyncProperty(validArguments(tool), async (given) => {
        const { value, code } = await tell(tool, given);
        expect(code).not.toBe('invalid_arguments');
        if (code === undefined) expect(promised(value), ajv.errorsText(promised.errors)).toBe(true);
      }),
      { numRuns: ROUNDS },
    );
  });

  test(`answers ${ROUNDS} mutated arguments`, LONG, async () => {
    const args = story.find((step) => step.tool === name)?.args ?? {};
    const names = Object.keys((tool.inputSchema.properties ?? {}) as object).filter((one) => one !== 'wait_ms');
    await fc.assert(
      fc.asyncProperty(mutated(args, names), async (given) => {
        await tell(tool, given);
      }),
      { numRuns: ROUNDS },
    );
  });
});
