import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { madeOf } from '../src/release/built.ts';
import type { Made } from '../src/release/made.ts';
import { readProducts } from '../src/release/products.ts';
import { PROGRAMS } from '../src/release/programs/index.ts';
import { must } from '../src/run/process.ts';
import { ownSdks, sdkgen } from '../src/sdkgen.ts';
import { readTree } from '../src/stage.ts';

// Below `node_modules`, where Node takes JavaScript only.
const work = mkdtempSync(join(tmpdir(), 'programs-'));
const folder = join(work, 'node_modules');
const made: Record<string, Made> = {};
afterAll(() => rmSync(work, { recursive: true, force: true }));

beforeAll(async () => {
  for (const product of await readProducts(PROGRAMS.map(({ id }) => id))) {
    const one = madeOf(product, '1.2.3', folder);
    await mkdir(one.out, { recursive: true });
    await product.build(one, { version: '1.2.3', sdks: inRoot('sdks') });
    symlinkSync(inRoot('node_modules'), join(one.stage, 'node_modules'));
    made[product.id] = one;
  }
}, 120_000);

const stageOf = (id: string): string => made[id]?.stage ?? '';
const manifestOf = (id: string) => JSON.parse(readFileSync(join(stageOf(id), 'package.json'), 'utf8'));
const started = (id: string, ...args: string[]): Promise<string> => {
  const [path] = Object.values(manifestOf(id).bin as Record<string, string>);
  return must([process.execPath, join(stageOf(id), path ?? ''), ...args], work);
};

async function packed(id: string): Promise<string[]> {
  const printed = await must(['npm', 'pack', '--dry-run', '--json', '--silent'], stageOf(id));
  const [{ files }] = Object.values(JSON.parse(printed.slice(printed.search(/[[{]/)))) as [
    { files: { path: string }[] },
  ];
  return files.map(({ path }) => path.replace(/-[A-Z0-9]{8}\.js$/, '-*.js'));
}

/** What several entries share, or is loaded when it is wanted. */
const PART = /^dist\/[a-z-]+-\*\.js$/;
const OF_EVERY_PACKAGE = ['LICENSE', 'README.md', 'package.json'];
const unique = (paths: readonly string[]): string[] => [...new Set(paths)].sort();

test('the server is its program', async () => {
  expect(unique(await packed('server'))).toEqual([...OF_EVERY_PACKAGE, 'dist/vectorscaledb.js'].sort());
});

test('the MCP server is its program with its threads, and the page of its tools', async () => {
  const files = await packed('mcp');
  const own = ['dist/node-worker.js', 'dist/vectorscale-mcp.js', 'dist/worker.js', 'docs/tools.md'];
  expect(unique(files.filter((path) => !PART.test(path)))).toEqual([...OF_EVERY_PACKAGE, ...own].sort());
});

test('the generator is its program, and what of the repository it renders with', async () => {
  const files = await packed('sdkgen');
  const besides = files.filter((path) => !(PART.test(path) || path.startsWith('templates/')));
  const reads = ['packages/conformance/features.json', 'spec/runtime.yaml', 'spec/schemas/sdk.schema.json'];
  expect(unique(besides)).toEqual([...OF_EVERY_PACKAGE, 'dist/sdkgen.js', ...reads].sort());
  const forChecks = files.filter((path) => /mutants|\/reference\/|check_|requirements|biome\.json/.test(path));
  expect(forChecks).toEqual([]);
});

test.each(PROGRAMS.map(({ id }) => id))(
  'what %s imports is among its dependencies, and nothing of ours',
  async (id) => {
    const { dependencies, name, version, license, repository, engines } = manifestOf(id);
    const inside = [...(await readTree(join(stageOf(id), 'dist'))).values()].join('\n');
    const imported = [...inside.matchAll(/(?:from |import\(|require\()"((?:@[\w-]+\/)?[\w-]+)[^"]*"/g)]
      .map(([, specifier = '']) => specifier)
      .filter((specifier) => specifier !== 'node');
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(unique(imported)));
    expect(Object.keys(dependencies).filter((other) => /sdkgen|vectorscale/.test(other))).toEqual([]);
    expect({ name, version, license, repository, engines }).not.toContain(undefined);
  },
);

test.each(PROGRAMS.map(({ id }) => id))('%s runs where only JavaScript does', async (id) => {
  expect(await started(id, '--version')).toContain('1.2.3');
});

test('the generator renders from its package what it renders from its sources', async () => {
  const out = join(work, 'sdks');
  expect(await sdkgen(['generate', ...ownSdks(out)])).toMatchObject({ ok: true });
  await started('sdkgen', 'generate', '--check', ...ownSdks(out));
}, 120_000);

/** Of the commands other programs add ours with. */
const OTHERS = new Set(['--env', '--rm']);

// Each program's own help, and what is said of it on the page its registry shows.
test.each([
  ['server', [['serve', '--help']]],
  [
    'sdkgen',
    [
      ['generate', '--help'],
      ['diff', '--help'],
    ],
  ],
  ['mcp', [['--help']]],
])('the page of %s speaks of flags that there are', async (id, commands) => {
  const help = (await Promise.all(commands.map((args) => started(id, ...args)))).join('\n');
  const page = readFileSync(join(stageOf(id), 'README.md'), 'utf8');
  const flags = unique([...page.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag));
  expect(flags.length).toBeGreaterThan(2);
  expect(flags.filter((flag) => !help.includes(flag) && !OTHERS.has(flag))).toEqual([]);
});
