import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageIds } from '@vectorscaledb/sdkgen';
import { startServer } from 'vectorscaledb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { ownSdks, PINNED, sdkgen } from '../src/sdkgen.ts';
import { readTree } from '../src/stage.ts';

const MINUTE = 60_000;
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
      expect(await readTree(join(copy, language))).toEqual(await readTree(inRoot('sdks', language)));
    },
  );
});

describe('rendering gives the same bytes', () => {
  test.each([
    ['in another order of targets', ['--lang', [...languageIds].reverse().join(',')], {}],
    [
      'where folders list their files in another order',
      [],
      { NODE_OPTIONS: `--import=${inRoot('ci', 'test', 'reversed-folders.mjs')}` },
    ],
    [
      'in another place, language, time zone and user',
      [],
      { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham', HOME: '/nowhere', USER: 'x' },
    ],
  ])('%s', { timeout: MINUTE }, async (_, flags: string[], env: Record<string, string>) => {
    const out = await mkdtemp(join(work, 'sdks-'));
    const { code, output } = await sdkgen(['generate', ...ownSdks(out), ...flags], { cwd: work, env });
    expect(code, output).toBe(0);
    expect(sameTree(await readTree(out), await readTree(inRoot('sdks')))).toEqual([]);
  });
});

/** Paths that differ, instead of megabytes of both. */
function sameTree(one: Map<string, Buffer>, other: Map<string, Buffer>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (path) => !one.get(path)?.equals(other.get(path) ?? Buffer.alloc(0)),
  );
}
