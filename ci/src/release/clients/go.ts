import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { root } from '../../paths.ts';
import { must } from '../../run/process.ts';
import { type Client, does } from './client.ts';

/** A module is published by a tag with its folder's name; proxies fetch what the tag holds. */
export const go: Client = {
  has: ({ name, version, out }, env) => {
    // What this machine once downloaded says nothing of what is published.
    const asked = { ...env, GOMODCACHE: join(dirname(out), 'asked'), GOFLAGS: '-modcacherw' };
    return does(['go', 'list', '-m', `${name}@v${version}`], out, asked);
  },
  publish: async ({ name, version, stage }, env) => {
    const { RELEASE_REPOSITORY: repository = root } = env;
    for (const folder of await modulesBelow(stage, name)) {
      const tag = [folder, `v${version}`].filter(Boolean).join('/');
      // A run that was cut may have made the tag and not pushed it.
      await must(['git', 'tag', '--force', tag], repository, env);
      await must(['git', 'push', 'origin', tag], repository, env);
    }
  },
};

/** Folders of the repository with a module each: the SDK's, and those of its extras, which have versions of their own. */
async function modulesBelow(stage: string, name: string): Promise<string[]> {
  const own = name.split('/').slice(3).join('/');
  const files = await readdir(stage, { recursive: true });
  const manifests = files.filter((file) => basename(file) === 'go.mod').sort();
  // The SDK's comes last: while it is not there, the release is not complete.
  return manifests.reverse().map((file) => join(own, dirname(file)).replace(/\/\.$|\/$/, ''));
}
