import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { must } from '../../run/process.ts';
import type { Made } from '../made.ts';
import { listen } from './http.ts';
import type { StartLoopback } from './loopback.ts';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Release',
  GIT_AUTHOR_EMAIL: 'release@example.com',
  GIT_COMMITTER_NAME: 'Release',
  GIT_COMMITTER_EMAIL: 'release@example.com',
};

/** A repository to push tags to, and a module proxy that fetches from it and serves files. */
export const startGo: StartLoopback = async (folder) => {
  const repository = join(folder, 'repository');
  const origin = join(folder, 'origin.git');
  const modules = join(folder, 'modules');
  await mkdir(modules, { recursive: true });
  const { url, stop } = await listen((request, response) => {
    served(decodeURIComponent(request.url ?? '/')).then(
      (bytes) => response.writeHead(200).end(bytes),
      () => response.writeHead(404).end('not here'),
    );
  });
  const outside = (await must(['go', 'env', 'GOPROXY'], folder)).trim();
  // What the proxy has not comes from where Go would have looked; no checksum database knows of loopback.
  const env = { GOPROXY: `${url},${outside}`, GOSUMDB: 'off', RELEASE_REPOSITORY: repository };
  return { env, prepare: (made) => committed(repository, origin, made), stop };

  async function served(path: string): Promise<Buffer> {
    const file = join(modules, 'cache', 'download', normalize(path));
    const [, name, version] = /^\/(.+)\/@v\/v(.+)\.(?:info|mod|zip)$/.exec(path) ?? [];
    if (name && version) await fetched(modules, origin, name, version);
    return readFile(file);
  }
};

/** The repository as it is when a release is made: the module in its folder, committed. */
async function committed(repository: string, origin: string, { name, version, stage }: Made): Promise<void> {
  const folder = name.split('/').slice(3).join('/');
  const git = (...args: string[]): Promise<string> => must(['git', ...args], repository, IDENTITY);
  await mkdir(repository, { recursive: true });
  await git('init', '--quiet', '--initial-branch=main');
  await git('init', '--quiet', '--bare', origin);
  await rm(join(repository, folder), { recursive: true, force: true });
  await cp(stage, join(repository, folder), { recursive: true });
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message', `Release ${version}`);
  await git('config', 'remote.origin.url', origin);
}

/** What a proxy does when it is asked for a version the first time. Another owner's modules it does not have. */
async function fetched(modules: string, origin: string, name: string, version: string): Promise<void> {
  const [host = '', owner = '', project = ''] = name.split('/');
  await must(['go', 'mod', 'download', `${name}@v${version}`], modules, {
    GOPROXY: 'direct',
    GOSUMDB: 'off',
    GOMODCACHE: modules,
    GOFLAGS: '-modcacherw',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `url.file://${origin}.insteadOf`,
    GIT_CONFIG_VALUE_0: `https://${host}/${owner}/${project}`,
    GIT_CONFIG_KEY_1: 'protocol.https.allow',
    GIT_CONFIG_VALUE_1: 'never',
  });
}
