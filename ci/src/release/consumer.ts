import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEY, serve, TENANT } from '@vectorscaledb/conformance';
import { execute } from '../checks/execute.ts';
import { inRoot } from '../paths.ts';
import { type FencedSnippet, snippets } from '../snippets.ts';
import { type Built, filled } from './packages.ts';

/** Installs a published package as a user would, where nothing of it ever was, and runs the documented snippets with it. */
export async function consume(built: Built, registry: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const { language, names } = built.target;
  const { consumer } = language.publication;
  const stage = join(folder, 'project');
  const page = snippets(await readFile(inRoot('docs', 'sdk-reference.md'), 'utf8'));
  const own = page.filter((snippet: FencedSnippet) => snippet.fence === language.toolchain.reference.fence);
  await mkdir(stage, { recursive: true });
  for (const { path, text } of consumer.files(own, names)) {
    await mkdir(dirname(join(stage, path)), { recursive: true });
    await writeFile(join(stage, path), text);
  }
  const run = async (command: (typeof consumer.install)[number], more: Readonly<Record<string, string>>) => {
    const { argv, cwd, env } = filled(command, built);
    const whole = { argv, ...(cwd ? { cwd } : {}), env: { ...emptyCaches(folder), ...registry, ...env, ...more } };
    const { failed, output } = await execute(language, whole, stage);
    if (failed > 0) throw new Error(`${argv.join(' ')}: ${output}`);
  };
  for (const command of consumer.install) await run(command, {});
  const server = await serve(['--memory']);
  const limited = await serve(['--memory', '--rate-limit', '1']);
  try {
    await run(consumer.run, {
      VSDB_URL: server.url,
      VSDB_LIMITED_URL: limited.url,
      VSDB_API_KEY: KEY,
      VSDB_TENANT: TENANT,
    });
  } finally {
    await Promise.all([server.stop(), limited.stop()]);
  }
}

/** Where clients keep what they once downloaded, each in a place that was never used. */
const emptyCaches = (folder: string): Record<string, string> => ({
  PIP_CACHE_DIR: join(folder, 'pip'),
  npm_config_cache: join(folder, 'npm'),
  CARGO_HOME: join(folder, 'cargo'),
  GOPATH: join(folder, 'go'),
  GOMODCACHE: join(folder, 'go', 'mod'),
  GOCACHE: join(folder, 'go', 'build'),
  GOFLAGS: '-modcacherw',
});
