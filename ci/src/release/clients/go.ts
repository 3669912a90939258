import { dirname, join } from 'node:path';
import { root } from '../../paths.ts';
import { type Client, does, must } from './client.ts';

/** A module is published by a tag with its folder's name; proxies fetch what the tag holds. */
export const go: Client = {
  has: ({ name, version, out }, env) => {
    // What this machine once downloaded says nothing of what is published.
    const asked = { ...env, GOMODCACHE: join(dirname(out), 'asked'), GOFLAGS: '-modcacherw' };
    return does(['go', 'list', '-m', `${name}@v${version}`], out, asked);
  },
  publish: async ({ name, version }, env) => {
    const folder = name.split('/').slice(3).join('/');
    const tag = [folder, `v${version}`].filter(Boolean).join('/');
    const { RELEASE_REPOSITORY: repository = root } = env;
    // A run that was cut may have made the tag and not pushed it.
    await must(['git', 'tag', '--force', tag], repository, env);
    await must(['git', 'push', 'origin', tag], repository, env);
  },
};
