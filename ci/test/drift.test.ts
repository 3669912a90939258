import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageIds } from '@vectorscaledb/sdkgen';
import { startServer } from 'vectorscaledb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { ownSdks, PINNED, sdkgen } from '../src/sdkgen.ts';
import { digestsOf, readTree } from '../src/stage.ts';

const MINUTE = 60_000;
const REVERSED = inRoot('ci', 'test', 'reversed-folders.mjs');
let work = '';
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'drift-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

test('a running server serves the pinned document, byte for byte', async () => {
  const server = await startServer();
  try {
    const live = await fetch(`${server.url}/openapi.json`);
    expect(Buffer.from(await live.arrayBuffer()).equals(await readFile(PINNED))).toBe(true);
  } finally {
    await server.close();
  }
});

describe('sdks/', () => {
  test('is what the pinned document renders', { timeout: MINUTE }, async () => {
    const { code, output } = await sdkgen(['generate', '--check', ...ownSdks(inRoot('sdks'))]);
    expect(code, output).toBe(0);
  });

  test.each(languageIds)(
    'with one %s file edited by hand is found out, and rendering mends it',
    {
      timeout: MINUTE,
    },
    async (language) => {
      const copy = join(work, 'edited');
      await cp(inRoot('sdks', language), join(copy, language), { recursive: true });
      await appendFile(join(copy, language, 'README.md'), 'by hand\n');
      const flags = [...ownSdks(copy), '--lang', language];
      const check = await sdkgen(['generate', '--check', ...flags]);
      expect(check.code, check.output).toBe(1);
      expect(check.stderr).toContain(join(language, 'README.md'));
      expect((await sdkgen(['generate', ...flags])).code).toBe(0);
      expect(await digestsOf(join(copy, language))).toEqual(await digestsOf(inRoot('sdks', language)));
    },
  );
});

test('the tools of the MCP server are what the pinned document renders', { timeout: MINUTE }, async () => {
  const { code, output } = await sdkgen(['generate', '--check', '--lang', 'mcp', ...ownSdks(inRoot('packages'))]);
  expect(code, output).toBe(0);
});

describe('rendering gives the same bytes', () => {
  test('one target at a time', { timeout: MINUTE }, async () => {
    const out = await mkdtemp(join(work, 'sdks-'));
    for (const language of languageIds.toReversed()) await render(['--lang', language], out);
    expect(await differing(out)).toEqual([]);
  });

  test.each([
    ['where folders list their files in another order', { NODE_OPTIONS: `--import=${REVERSED}` }],
    [
      'in another place, language, time zone and user',
      { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham', HOME: '/nowhere' },
    ],
  ])('%s', { timeout: MINUTE }, async (_, env) => {
    const out = await mkdtemp(join(work, 'sdks-'));
    await render([], out, env);
    expect(await differing(out)).toEqual([]);
  });
});

async function render(flags: readonly string[], out: string, env: Record<string, string> = {}): Promise<void> {
  const { code, output } = await sdkgen(['generate', ...ownSdks(out), ...flags], { cwd: work, env });
  expect(code, output).toBe(0);
}

/** Paths that are not as committed; both sides whole would be megabytes. */
async function differing(out: string): Promise<string[]> {
  const [rendered, committed] = await Promise.all([readTree(out), readTree(inRoot('sdks'))]);
  const paths = new Set([...rendered.keys(), ...committed.keys()]);
  return [...paths].filter((path) => !rendered.get(path)?.equals(committed.get(path) ?? Buffer.alloc(0)));
}
