import { access, cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { listen } from './http.ts';
import { must } from './program.ts';
import type { Registry, StartRegistry } from './registry.ts';

/** A module proxy served from files. Publishing is what it is in the world: a tag, which the proxy then fetches. */
export const startGo: StartRegistry = async (folder) => {
  const repository = join(folder, 'repository');
  const modules = join(folder, 'modules');
  const files = join(modules, 'cache', 'download');
  await mkdir(modules, { recursive: true });
  const { url, stop } = await listen((request, response) => {
    const file = join(files, normalize(decodeURIComponent(request.url ?? '/')));
    readFile(file).then(
      (bytes) => response.writeHead(200).end(bytes),
      () => response.writeHead(404).end('not here'),
    );
  });
  return {
    url,
    // What the proxy has not comes from where Go would have looked; nobody's checksum database knows of loopback.
    env: { GOPROXY: `${url},${(await must(['go', 'env', 'GOPROXY'], folder)).trim()}`, GOSUMDB: 'off' },
    has: (name, version) =>
      access(join(files, escaped(name), '@v', `v${version}.zip`)).then(
        () => true,
        () => false,
      ),
    publish: async ({ name, version, stage }) => {
      await tag(repository, name, version, stage);
      const [host = '', owner = '', project = ''] = name.split('/');
      const root = `https://${host}/${owner}/${project}`;
      await must(['go', 'mod', 'download', `${name}@v${version}`], folder, {
        GOPROXY: 'direct',
        GONOSUMDB: name,
        GOMODCACHE: modules,
        GOFLAGS: '-modcacherw',
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `url.file://${repository}.insteadOf`,
        GIT_CONFIG_VALUE_0: root,
      });
    },
    stop,
  } satisfies Registry;
};

/** The repository as it will be: the module in its folder, under a tag with that folder's name. */
async function tag(repository: string, name: string, version: string, stage: string): Promise<void> {
  const folder = name.split('/').slice(3).join('/');
  const git = (...args: string[]): Promise<string> => must(['git', ...args], repository, IDENTITY);
  await mkdir(join(repository, folder), { recursive: true });
  await git('init', '--quiet', '--initial-branch=main');
  await rm(join(repository, folder), { recursive: true, force: true });
  await cp(stage, join(repository, folder), { recursive: true });
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message', `Release ${version}`);
  await git('tag', '--force', [folder, `v${version}`].filter(Boolean).join('/'));
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Release',
  GIT_AUTHOR_EMAIL: 'release@example.com',
  GIT_COMMITTER_NAME: 'Release',
  GIT_COMMITTER_EMAIL: 'release@example.com',
};

/** Capitals in a module's path are written with a mark, since not every file system tells them apart. */
const escaped = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
