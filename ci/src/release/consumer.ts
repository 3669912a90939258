import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execute } from '../checks/execute.ts';
import { ownSnippets, withServers } from '../checks/reference.ts';
import { type Built, filled } from './packages.ts';

/** Installs a published package as a user would, where nothing of it ever was, and runs the documented snippets with it. */
export async function consume(built: Built, registry: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const { language, names } = built.target;
  const { consumer } = language.publication;
  const stage = join(folder, 'project');
  const own = await ownSnippets(language);
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
  await withServers((env) => run(consumer.run, env));
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
