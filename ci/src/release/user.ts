import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Built } from './built.ts';
import type { Sources } from './product.ts';

/** Installs a published package and uses it, as somebody who never had it. */
export async function useAsUser(
  built: Built,
  sources: Sources,
  registry: Readonly<Record<string, string>>,
): Promise<void> {
  // Outside the repository, whose own packages would be found from below it.
  const folder = await mkdtemp(join(tmpdir(), `${built.product.id}-user-`));
  await built.product.consume({ made: built, sources, folder, env: { ...emptyCaches(folder), ...registry } });
  await rm(folder, { recursive: true });
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
