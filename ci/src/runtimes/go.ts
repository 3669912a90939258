import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';
import type { Platform } from './platform.ts';

/** The oldest the module takes; the command gets it as it gets modules. */
const OLDEST = 'go1.24.0';

export const GO: Platform = {
  name: OLDEST,
  language: 'go',
  prepare: async () => {
    const env = { GOTOOLCHAIN: OLDEST, XDG_CACHE_HOME: inRoot('dist', 'runtimes', OLDEST) };
    const { ok, output } = await run({ argv: ['go', 'version'], cwd: inRoot(), env });
    // Compiled code of every version lies in one cache.
    const cache = await run({ argv: ['go', 'env', 'GOCACHE'], cwd: inRoot() });
    if (!ok || !cache.ok) return { missing: output.trim() };
    return { env: { ...env, GOCACHE: cache.stdout.trim() } };
  },
};
