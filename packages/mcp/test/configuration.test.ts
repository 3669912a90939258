import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HELP, readOptions } from '../src/options.ts';
import { version } from '../src/version.ts';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const readme = read('README.md');
const manifest = JSON.parse(read('server.json'));

interface Entry {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const blocks = [...readme.matchAll(/```(json|toml|bash)\n([\s\S]*?)```/g)].map(([, language, text = '']) => ({
  language,
  text,
}));
const entries = blocks
  .filter(({ language, text }) => language === 'json' && /"(mcpServers|servers)"/.test(text))
  .flatMap(({ text }) => {
    const { mcpServers, servers } = JSON.parse(text) as Record<string, Record<string, Entry>>;
    return Object.values(mcpServers ?? servers ?? {});
  });

test.each(entries)('a configuration to paste starts the program: $args', ({ args, env = {} }) => {
  expect(readOptions(args.slice(args.indexOf('vectorscale-mcp') + 1), env)).toHaveProperty('mode');
});

test('so do the commands, and the configuration of Codex', () => {
  const commands = blocks
    .flatMap(({ text }) => text.split('\n'))
    .flatMap((line) => /(?:npx|npx -y) vectorscale-mcp (--[^#]*)/.exec(line)?.[1] ?? [])
    .map((line) => line.trim().split(/\s+/));
  const [, codex = ''] = /args = (\[.*\])/.exec(readme) ?? [];
  const all = [...commands, (JSON.parse(codex) as string[]).slice(2)];
  expect(all.length).toBeGreaterThanOrEqual(4);
  for (const args of all) expect(readOptions(args, {})).toHaveProperty('mode');
});

test('the manifest for the registry is of this package, and names flags there are', () => {
  const { name, mcpName } = JSON.parse(read('package.json'));
  const [npm] = manifest.packages;
  expect([manifest.name, manifest.version, npm.identifier, npm.version]).toEqual([mcpName, version, name, version]);
  for (const argument of npm.packageArguments) expect(HELP).toContain(argument.name);
  expect(manifest.description.length).toBeLessThanOrEqual(100);
});

test('the help names every flag of the README', () => {
  for (const [, flag = ''] of readme.matchAll(/`(--[a-z-]+)/g)) expect(HELP).toContain(flag);
});
